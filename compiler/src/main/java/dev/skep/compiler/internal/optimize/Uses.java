package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;

/** How often each value is named by operands and edge arguments. A snapshot: later changes of the graph do not show. */
public final class Uses {
    private final int[] counts;

    private Uses(int values) {
        counts = new int[values];
    }

    /** The counts in {@code graph} now. */
    public static Uses of(Graph graph) {
        Uses uses = new Uses(graph.valueCount());
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                for (int i = 0; i < instruction.operandCount(); i++) {
                    uses.add(instruction.operand(i), 1);
                }
            }
            for (Edge edge : block.terminator().edges()) {
                for (Value argument : edge.arguments()) {
                    uses.add(argument, 1);
                }
            }
        }
        return uses;
    }

    /** The count of {@code value}; 0 for values without a number, such as constants. */
    public int count(Value value) {
        int id = id(value);
        return id < 0 || id >= counts.length ? 0 : counts[id];
    }

    /** Changes the count of {@code value} and returns it. */
    int add(Value value, int difference) {
        int id = id(value);
        if (id < 0 || id >= counts.length) return 0;
        counts[id] += difference;
        return counts[id];
    }

    /** The value's number in the graph, or -1 for values without one. */
    static int id(Value value) {
        if (value instanceof Instruction instruction) return instruction.id();
        return value instanceof Parameter parameter ? parameter.id() : -1;
    }
}
