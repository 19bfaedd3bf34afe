package dev.skep.compiler.internal.backend;

import dev.skep.bpf.program.MapRelocation;
import java.util.List;

/** A finished program, ready to be loaded once its maps have descriptors. Immutable. */
public final class CompiledCode {
    private final long[] instructions;
    private final List<MapRelocation> mapRelocations;
    private final List<LineEntry> lines;
    private final int stackBytes;
    private final int spills;

    CompiledCode(
            long[] instructions,
            List<MapRelocation> mapRelocations,
            List<LineEntry> lines,
            int stackBytes,
            int spills) {
        this.instructions = instructions.clone();
        this.mapRelocations = List.copyOf(mapRelocations);
        this.lines = List.copyOf(lines);
        this.stackBytes = stackBytes;
        this.spills = spills;
    }

    /** A copy of the instruction words, as the kernel reads them. */
    public long[] instructions() {
        return instructions.clone();
    }

    /** How many instruction words there are. */
    public int length() {
        return instructions.length;
    }

    /** The words that want a map's descriptor. */
    public List<MapRelocation> mapRelocations() {
        return mapRelocations;
    }

    /** The line table in the order of instructions, the first for instruction 0. */
    public List<LineEntry> lines() {
        return lines;
    }

    /** How much of the 512 bytes of stack is used. */
    public int stackBytes() {
        return stackBytes;
    }

    /** How many values live in stack slots for want of registers. */
    public int spills() {
        return spills;
    }
}
