package dev.skep.compiler;

import dev.skep.bpf.program.ProgramType;
import java.util.List;

/** A hook method after compilation. Immutable. */
public final class CompiledProgram {
    private final String name;
    private final String hook;
    private final ProgramType type;
    private final long[] instructions;
    private final int stackBytes;
    private final int spills;
    private final List<String> mapNames;
    private final List<String> notes;
    private final String listing;

    /** Made by the compiler. */
    public CompiledProgram(
            String name,
            String hook,
            ProgramType type,
            long[] instructions,
            int stackBytes,
            int spills,
            List<String> mapNames,
            List<String> notes,
            String listing) {
        this.name = name;
        this.hook = hook;
        this.type = type;
        this.instructions = instructions.clone();
        this.stackBytes = stackBytes;
        this.spills = spills;
        this.mapNames = List.copyOf(mapNames);
        this.notes = List.copyOf(notes);
        this.listing = listing;
    }

    /** The method's name. */
    public String name() {
        return name;
    }

    /** The hook in words: {@code tracepoint syscalls/sys_enter_openat}. */
    public String hook() {
        return hook;
    }

    /** The program type. */
    public ProgramType type() {
        return type;
    }

    /** The instruction words, 8 bytes each, as handed to the kernel; map descriptors are not filled in. A copy. */
    public long[] instructions() {
        return instructions.clone();
    }

    /** How many instruction words there are. */
    public int instructionCount() {
        return instructions.length;
    }

    /** How much of the 512 bytes of stack is used. */
    public int stackBytes() {
        return stackBytes;
    }

    /** How many values live on the stack for want of registers. */
    public int spills() {
        return spills;
    }

    /** The names of the maps that its instructions name, in the order of the code. */
    public List<String> mapNames() {
        return mapNames;
    }

    /** Which loops were unrolled, which were kept and which became look-ups, each with its place in the source. */
    public List<String> notes() {
        return notes;
    }

    /** The intermediate representation and the instructions with their Java lines if it was asked for, otherwise empty. */
    public String listing() {
        return listing;
    }

    /** {@code name (hook), 27 instructions}. */
    @Override
    public String toString() {
        return name + " (" + hook + "), " + instructions.length + " instructions";
    }
}
