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

    /**
     * Has {@code value} replaced by {@code by}, or by what that one is replaced by. Nothing happens if that is the value
     * itself.
     */
    public void replace(Value value, Value by) {
        if (resolve(by).equals(value)) return;
        int id = Uses.id(value);
        if (id >= instead.length) instead = Arrays.copyOf(instead, Math.max(graph.valueCount(), id + 1));
        instead[id] = by;
    }

    /** What stands for {@code value} in the end. */
    public Value resolve(Value value) {
        Value end = value;
        for (Value next = instead(end); next != null; next = instead(end)) {
            end = next;
        }
        // Shorten the chain, so that long ones are walked once.
        Value at = value;
        for (Value next = instead(at); next != null; next = instead(at)) {
            instead[Uses.id(at)] = end;
            at = next;
        }
        return end;
    }

    private @Nullable Value instead(Value value) {
        int id = Uses.id(value);
        return id < 0 || id >= instead.length ? null : instead[id];
    }

    /** Replaces the operands of one instruction and, for a terminator, the arguments of its edges. */
    void apply(Instruction instruction) {
        for (int i = 0; i < instruction.operandCount(); i++) {
            instruction.operand(i, resolve(instruction.operand(i)));
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
