package dev.skep.compiler.internal.backend;

import dev.skep.bpf.program.MapRelocation;
import java.util.List;

/** A finished program, ready to be loaded once its maps have descriptors. Immutable. */
public final class CompiledCode {
    private final long[] instructions;
    private final List<MapRelocation> mapRelocations;
    private final List<LineEntry> lines;
    private final List<FunctionUse> functionUses;
    private final List<FunctionEntry> functions;
    private final int stackBytes;
    private final int spills;

    CompiledCode(
            long[] instructions,
            List<MapRelocation> mapRelocations,
            List<LineEntry> lines,
            List<FunctionUse> functionUses,
            int stackBytes,
            int spills) {
        this(instructions, mapRelocations, lines, functionUses, List.of(), stackBytes, spills);
    }

    CompiledCode(
            long[] instructions,
            List<MapRelocation> mapRelocations,
            List<LineEntry> lines,
            List<FunctionUse> functionUses,
            List<FunctionEntry> functions,
            int stackBytes,
            int spills) {
        this.instructions = instructions.clone();
        this.mapRelocations = List.copyOf(mapRelocations);
        this.lines = List.copyOf(lines);
        this.functionUses = List.copyOf(functionUses);
        this.functions = List.copyOf(functions);
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

    /** The instructions that name functions by number. */
    List<FunctionUse> functionUses() {
        return functionUses;
    }

    /** The functions behind the main one, in the order of their instructions. */
    public List<FunctionEntry> functions() {
        return functions;
    }

    /** How much of the 512 bytes of stack is used, over the longest chain of calls. */
    public int stackBytes() {
        return stackBytes;
    }

    /** How many values live in stack slots for want of registers. */
    public int spills() {
        return spills;
    }
}
