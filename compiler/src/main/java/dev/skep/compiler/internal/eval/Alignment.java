package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Argument;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;

/**
 * What is certain about the alignment of an address. The verifier refuses numbers on the stack that do not lie at a multiple of their
 * size, and knows of computed offsets what their masks, shifts and factors say.
 */
final class Alignment {
    private static final int MOST = 8;
    private static final int DEPTH = 8;

    private Alignment() {}

    /** The largest power of two up to 8 that divides {@code base + offset}. */
    static int of(Value base, int offset) {
        return Math.min(certain(base, DEPTH), lowestBit(offset));
    }

    private static int certain(Value value, int depth) {
        if (value instanceof Constant c) return lowestBit(c.value());
        // Of addresses on the stack, functions are given aligned ones alone.
        if (value instanceof Argument) return MOST;
        if (value instanceof StackAddress s)
            return Math.min(lowestBit(s.offset()), s.slot().alignment());
        if (depth == 0) return 1;
        if (value instanceof Extend e) return Math.min(certain(e.operand(0), depth - 1), e.fromBits() / 8);
        if (!(value instanceof Binary b)) return 1;
        int left = certain(b.left(), depth - 1);
        int right = certain(b.right(), depth - 1);
        return switch (b.operation()) {
            case ADD, SUBTRACT, OR, XOR -> Math.min(left, right);
            case MULTIPLY -> Math.min(MOST, left * right);
            case AND -> Math.max(left, right);
            // Of a number that is shifted by an unknown amount the verifier knows nothing any more.
            case SHIFT_LEFT ->
                b.right() instanceof Constant c ? Math.min(MOST, left << Math.min(3, c.value() & 63)) : 1;
            default -> 1;
        };
    }

    private static int lowestBit(long number) {
        return number == 0 ? MOST : (int) Math.min(MOST, Long.lowestOneBit(number));
    }
}
