package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values that stand in for others. They are collected first and put in place all at once. */
public final class Substitution {
    private final Graph graph;
    private @Nullable Value[] instead;

    /** No value is replaced yet. */
    public Substitution(Graph graph) {
        this.graph = graph;
        instead = new Value[graph.valueCount()];
    }

    /** Has {@code value} replaced by {@code by}, or by what that one is replaced by. */
    public void replace(Value value, Value by) {
        int id = Uses.id(value);
        if (id >= instead.length) instead = Arrays.copyOf(instead, Math.max(graph.valueCount(), id + 1));
        instead[id] = by;
    }

    /** What stands for {@code value} in the end. */
    public Value resolve(Value value) {
        Value at = value;
        while (true) {
            int id = Uses.id(at);
            Value next = id < 0 || id >= instead.length ? null : instead[id];
            if (next == null) break;
            at = next;
        }
        // Shorten the chain, so that long ones are walked once.
        for (Value on = value; on != at; ) {
            int id = Uses.id(on);
            Value next = instead[id];
            instead[id] = at;
            if (next == null) break;
            on = next;
        }
        return at;
    }

    /** Replaces the operands of one instruction and, for a terminator, the arguments of its edges. */
    void apply(Instruction instruction) {
        for (int i = 0; i < instruction.operandCount(); i++) {
            Value operand = instruction.operand(i);
            Value by = resolve(operand);
            if (by != operand) instruction.operand(i, by);
        }
    }

    /** Replaces the arguments of an edge. */
    void apply(Edge edge) {
        edge.arguments().replaceAll(this::resolve);
    }

    /** Replaces all operands and arguments in the graph. */
    public void apply() {
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                apply(instruction);
            }
            for (Edge edge : block.terminator().edges()) {
                apply(edge);
            }
        }
    }
}
