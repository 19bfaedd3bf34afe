package dev.skep.compiler.internal.backend;

import dev.skep.bpf.program.MapRelocation;
import java.util.List;

/**
 * A finished program, ready to be loaded once its maps have descriptors.
 *
 * @param instructions instruction words as the kernel reads them
 * @param mapRelocations the words that want a map's descriptor
 * @param lines line table in the order of instructions, the first for instruction 0
 * @param stackBytes how much of the 512 bytes of stack is used
 * @param spills how many values live in stack slots for want of registers
 */
public record CompiledCode(
        long[] instructions, List<MapRelocation> mapRelocations, List<LineEntry> lines, int stackBytes, int spills) {
    public CompiledCode {
        mapRelocations = List.copyOf(mapRelocations);
        lines = List.copyOf(lines);
    }
}
