package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * For every value, how many of its lowest bits may be set: a value known to have n bits is less than 2^n, unsigned.
 *
 * <p>There are two answers. {@link #register} is about all 64 bits of the machine's register, and relies on 32-bit
 * instructions clearing the upper half; it holds for the graph as it is when instructions are selected. {@link #low} is
 * about the lower half alone, which is all that a W32 value means, and survives other passes.
 *
 * <p>The verifier knows less: division, remainder, byte swaps and shifts
 * over a computed distance give it a number of any size. A mask or test that it
 * needs for an address must therefore stay although the bits are known here; {@link #unseen} tells.
 *
 * <p>Parameters begin with no bits and grow to the widest argument until nothing changes. To be quick about loops they
 * grow in few steps (1, 8, 16, 31, 32, 63, 64 bits), and in one step once a few rounds have passed.
 */
public final class KnownBits {
    private static final int PATIENCE = 6;
    private static final byte[] STEPS = {0, 1, 8, 16, 31, 32, 63, 64};

    private final byte[] register;
    private final byte[] low;
    private final boolean[] unseen;

    private KnownBits(int values) {
        register = new byte[values];
        low = new byte[values];
        unseen = new boolean[values];
    }

    /** What is known about the values of {@code graph}. */
    public static KnownBits of(Graph graph) {
        KnownBits bits = new KnownBits(graph.valueCount());
        int round = 0;
        while (bits.update(graph, round)) {
            round++;
        }
        return bits;
    }

    /** The bits of the whole register, 0 to 64. */
    public int register(Value value) {
        if (value instanceof Constant constant) {
            long content = constant.width() == Width.W32 ? constant.value() & 0xffffffffL : constant.value();
            return Long.SIZE - Long.numberOfLeadingZeros(content);
        }
        int id = Uses.id(value);
        if (id < 0) return Long.SIZE;
        // Made after the analysis: nothing is known.
        return id < register.length ? register[id] : Long.SIZE;
    }

    /** The bits of the lower half, 0 to 32. */
    public int low(Value value) {
        if (value instanceof Constant constant) {
            return Integer.SIZE - Integer.numberOfLeadingZeros((int) constant.value());
        }
        int id = Uses.id(value);
        return id >= 0 && id < low.length ? low[id] : Integer.SIZE;
    }

    /** The bits of what the value means: of the lower half for W32, of all for W64. */
    public int meaning(Value value) {
        return value.width() == Width.W32 ? low(value) : register(value);
    }

    /** Whether the verifier knows less about the value than is known here. */
    public boolean unseen(Value value) {
        int id = Uses.id(value);
        return id >= 0 && id < unseen.length && unseen[id];
    }

    private boolean update(Graph graph, int round) {
        boolean changed = false;
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (!instruction.hasResult()) continue;
                int all = wholeRegister(instruction);
                changed |= set(instruction.id(), all, Math.min(all, lowerHalf(instruction)));
                changed |= hide(instruction.id(), hides(instruction));
            }
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    changed |= widen(
                            edge.target().parameters().get(i), edge.arguments().get(i), round);
                    changed |= hide(
                            edge.target().parameters().get(i).id(),
                            unseen(edge.arguments().get(i)));
                }
            }
        }
        return changed;
    }

    private boolean widen(Parameter parameter, Value argument, int round) {
        int all = Math.max(register[parameter.id()], step(register(argument)));
        int half = Math.max(low[parameter.id()], step(low(argument)));
        if (round > PATIENCE) {
            if (all > register[parameter.id()]) all = all > Integer.SIZE ? Long.SIZE : Integer.SIZE;
            if (half > low[parameter.id()]) half = Integer.SIZE;
        }
        return set(parameter.id(), all, half);
    }

    private boolean set(int id, int all, int half) {
        boolean changed = register[id] != all || low[id] != half;
        register[id] = (byte) all;
        low[id] = (byte) half;
        return changed;
    }

    private boolean hide(int id, boolean hidden) {
        if (!hidden || unseen[id]) return false;
        unseen[id] = true;
        return true;
    }

    private boolean hides(Instruction instruction) {
        if (instruction instanceof ByteSwap) return true;
        if (instruction instanceof Extend extend) return unseen(extend.operand(0));
        if (!(instruction instanceof Binary binary)) return false;
        return switch (binary.operation()) {
            case DIVIDE_UNSIGNED, DIVIDE_SIGNED, REMAINDER_UNSIGNED, REMAINDER_SIGNED -> true;
            case AND -> unseen(binary.left()) && unseen(binary.right());
            case SHIFT_LEFT, SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED ->
                !(binary.right() instanceof Constant) || unseen(binary.left());
            default -> unseen(binary.left()) || unseen(binary.right());
        };
    }

    private static int step(int bits) {
        for (int step : STEPS) {
            if (step >= bits) return step;
        }
        return Long.SIZE;
    }

    private int wholeRegister(Instruction instruction) {
        if (instruction instanceof Binary binary) {
            return binary.width() == Width.W32
                    ? result(binary, low(binary.left()), low(binary.right()))
                    : result(binary, register(binary.left()), register(binary.right()));
        }
        if (instruction instanceof Negate negate) return negate.width().bits();
        if (instruction instanceof ByteSwap swap) return swap.bits();
        if (instruction instanceof Extend extend) return extended(extend);
        if (instruction instanceof Load load) {
            if (!load.signed()) return load.size() * Byte.SIZE;
            return load.size() == Integer.BYTES && load.width() == Width.W32 ? Integer.SIZE : Long.SIZE;
        }
        return Long.SIZE;
    }

    private int lowerHalf(Instruction instruction) {
        if (instruction instanceof Binary binary && binary.width() == Width.W64) {
            return switch (binary.operation()) {
                case AND, OR, XOR, ADD, MULTIPLY ->
                    Math.min(Integer.SIZE, result(binary, low(binary.left()), low(binary.right())));
                default -> Integer.SIZE;
            };
        }
        if (instruction instanceof Extend extend && extend.fromBits() == Integer.SIZE) return low(extend.operand(0));
        return Integer.SIZE;
    }

    private int extended(Extend extend) {
        int operand = extend.fromBits() == Integer.SIZE
                ? low(extend.operand(0))
                : Math.min(low(extend.operand(0)), register(extend.operand(0)));
        if (!extend.signed()) return Math.min(extend.fromBits(), operand);
        return operand < extend.fromBits() ? operand : extend.width().bits();
    }

    private static int result(Binary binary, int left, int right) {
        int width = binary.width().bits();
        int count = binary.right() instanceof Constant constant ? (int) constant.value() & width - 1 : -1;
        int bits = switch (binary.operation()) {
            case AND -> Math.min(left, right);
            case OR, XOR -> Math.max(left, right);
            case ADD -> Math.max(left, right) + 1;
            case MULTIPLY -> left + right;
            case SHIFT_LEFT -> count >= 0 ? left + count : width;
            case SHIFT_RIGHT_UNSIGNED -> Math.max(0, left - Math.max(0, count));
            case SHIFT_RIGHT_SIGNED -> left < width ? Math.max(0, left - Math.max(0, count)) : width;
            case DIVIDE_UNSIGNED -> left;
            case REMAINDER_UNSIGNED ->
                binary.right() instanceof Constant c && c.value() > 0 ? Math.min(left, right) : left;
            case DIVIDE_SIGNED, REMAINDER_SIGNED -> left < width && right < width ? left : width;
            case SUBTRACT -> width;
        };
        return Math.min(bits, width);
    }
}
