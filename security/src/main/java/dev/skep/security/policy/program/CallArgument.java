package dev.skep.security.policy.program;

import java.util.List;

/**
 * An argument that some of several system calls have at another place: read in one way for all, so that they have one program.
 *
 * @param calls the numbers of those
 * @param names what they are called
 * @param their position of the argument there
 * @param others position of the argument of the others
 */
public record CallArgument(List<Integer> calls, String names, int their, int others) implements NumberReader {
    /** Copies. */
    public CallArgument {
        calls = List.copyOf(calls);
    }

    @Override
    public long read(HookContext context) {
        return calls.contains((int) context.number(SystemCallContext.NUMBER))
                ? context.number(their)
                : context.number(others);
    }

    @Override
    public int cost() {
        return 2 * Cost.ARGUMENT;
    }

    @Override
    public String toString() {
        return "arg" + others + " (of " + names + " arg" + their + ")";
    }
}
