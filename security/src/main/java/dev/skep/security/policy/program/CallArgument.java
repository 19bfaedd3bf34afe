package dev.skep.security.policy.program;

/**
 * An argument that one of several system calls has at another place: read in one way for all, so that they have one program.
 *
 * @param call the number of that one
 * @param name its name
 * @param its position of the argument there
 * @param others position of the argument of the others
 */
public record CallArgument(int call, String name, int its, int others) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return (int) context.number(SystemCallContext.NUMBER) == call ? context.number(its) : context.number(others);
    }

    @Override
    public int cost() {
        return 2 * Cost.ARGUMENT;
    }

    @Override
    public String toString() {
        return "arg" + others + " (of " + name + " arg" + its + ")";
    }
}
