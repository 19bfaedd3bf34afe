package dev.skep.compiler;

import dev.skep.bpf.program.ProgramType;
import java.util.List;

/**
 * A hook method after compilation, before or after it was loaded.
 *
 * @param name the method's name
 * @param hook the hook in words: {@code tracepoint syscalls/sys_enter_openat}
 * @param type the program type
 * @param instructions instruction words, 8 bytes each, as handed to the kernel; map descriptors are not filled in
 * @param stackBytes how much of the 512 bytes of stack is used
 * @param spills how many values live on the stack for want of registers
 * @param notes which loops were unrolled and which were kept
 * @param listing the intermediate representation and the instructions with their Java lines, if it was asked for; else empty
 */
public record CompiledProgram(
        String name,
        String hook,
        ProgramType type,
        long[] instructions,
        int stackBytes,
        int spills,
        List<String> notes,
        String listing) {
    /** Copies. */
    public CompiledProgram {
        instructions = instructions.clone();
        notes = List.copyOf(notes);
    }

    @Override
    public long[] instructions() {
        return instructions.clone();
    }

    /** {@code name (hook), 27 instructions}. */
    @Override
    public String toString() {
        return name + " (" + hook + "), " + instructions.length + " instructions";
    }
}
