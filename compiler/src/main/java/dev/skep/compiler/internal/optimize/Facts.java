package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Atomic;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** What the rules of {@link Simplification} may ask about the graph as it was when the pass began. */
final class Facts {
    private final Graph graph;
    private final Uses uses;
    private final KnownBits bits;
    private final boolean[] usedOtherwise;

    Facts(Graph graph) {
        this.graph = graph;
        uses = Uses.of(graph);
        bits = KnownBits.of(graph);
        usedOtherwise = new boolean[graph.valueCount()];
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                boolean access =
                        instruction instanceof Load || instruction instanceof Store || instruction instanceof Atomic;
                for (int i = access ? 1 : 0; i < instruction.operandCount(); i++) {
                    use(instruction.operand(i));
                }
            }
            for (Edge edge : block.terminator().edges()) {
                edge.arguments().forEach(this::use);
            }
        }
    }

    private void use(Value value) {
        int id = Uses.id(value);
        if (id >= 0) usedOtherwise[id] = true;
    }

    /** The factory of new instructions. */
    Graph graph() {
        return graph;
    }

    /** Whether nothing else names the value. */
    boolean usedOnce(Value value) {
        return uses.count(value) == 1;
    }

    /** Whether the value is used as nothing but the base of memory accesses. */
    boolean usedAsAddressOnly(Value value) {
        int id = Uses.id(value);
        return id >= 0 && id < usedOtherwise.length && !usedOtherwise[id];
    }

    /** How many of the lowest bits may be set in what the value means in its width. */
    int bits(Value value) {
        return bits.meaning(value);
    }

    /** How many of the lowest bits may be set in what an operation of {@code width} reads of the value. */
    int bits(Value value, Width width) {
        return width == Width.W32 ? bits.low(value) : bits.meaning(value);
    }

    /** Whether the verifier knows less about the value than {@link #bits} tells. */
    boolean unseen(Value value) {
        return bits.unseen(value);
    }

    /** Whether the sign of what an operation of {@code width} reads is known to be plus. */
    boolean notNegative(Value value, Width width) {
        return bits(value, width) < width.bits();
    }

    /** What an operation of {@code width} reads of a constant, sign-extended. */
    static long read(Constant constant, Width width) {
        return width == Width.W32 ? (int) constant.value() : constant.value();
    }

    /** A constant of a width. */
    static Constant constant(Width width, long value) {
        return width == Width.W64 ? Constant.of(value) : Constant.of((int) value);
    }
}
