package dev.skep.security.policy.program;

/** Reads one thing, and takes out the rules that want it otherwise. */
public interface Step {
    /** The rules that it may take out; where none of them is left it does nothing. */
    RuleSet users();

    /**
     * Does it. Kernel only.
     *
     * @return false if none can be left; what is left is not asked then
     */
    boolean run(HookContext context, Candidates left);

    /** About how long it takes: see {@link Cost}. */
    int cost();

    /** What is tested, for people. */
    @Override
    String toString();
}
