package dev.skep.compiler.helper;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;

/** Calls of programs that come back, where {@link ProgramArray#tailCall} does not. */
public final class ProgramCalls {
    private ProgramCalls() {}

    /**
     * Runs the program at {@code index} and comes back, whatever its result; does nothing if there is none, and after 33 such and tail calls
     * in one run of a program (before Linux 6.12, one within the other). Kernel only.
     *
     * <p>A tail call in a function of the program comes back to who called the function: on x86-64 since Linux 5.10, on arm64 since 6.0.
     * A program that calls others so has 256 bytes of stack.
     *
     * @param programs of the type of the caller, loaded for its hook
     * @param context of the caller, which the other is passed
     */
    @NoInline
    public static void run(ProgramArray programs, Struct context, int index) {
        enter(programs, context, index);
    }

    static void enter(ProgramArray programs, Struct context, int index) {
        throw new UnsupportedOperationException("run works inside a compiled program only");
    }
}
