package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * Finds what values may be on one path, from how they were computed and from what the branches on the way taught. Once the graph is
 * complete, {@link dev.skep.compiler.internal.optimize.Ranges} finds more.
 */
final class Ranges {
    private static final int DEEPEST = 8;

    private final State state;
    private final boolean asVerifier;

    private Ranges(State state, boolean asVerifier) {
        this.state = state;
        this.asVerifier = asVerifier;
    }

    /** The range of a number on one path. */
    static Range of(Abstract value, State state) {
        return new Ranges(state, false).of(value);
    }

    /** The range of a number on one path as the kernel's verifier sees it, which does not follow every operation. */
    static Range verified(Abstract value, State state) {
        return new Ranges(state, true).of(value);
    }

    /** What is in both; the first where they exclude each other, which means that the path is never taken. */
    static Range both(Range first, Range second) {
        Range both = first.intersection(second);
        return both.isEmpty() ? first : both;
    }

    private Range of(Abstract value) {
        if (value instanceof Known k && k.isNumber()) return Range.of(k.asLong());
        if (value instanceof Scalar s) return of(s.value(), s.width(), DEEPEST);
        if (value instanceof Comparison) return new Range(-1, 1);
        return Range.all(Width.W64);
    }

    private Range of(Value value, Width width, int depth) {
        Range all = Range.all(width);
        Range computed = depth == 0 ? all : both(computed(value, width, depth - 1), all);
        Fact fact = value.width() == width ? state.fact(value) : null;
        if (asVerifier && fact instanceof Fact.FromTable) return computed;
        Range learned = Fact.range(fact);
        return learned == null ? computed : both(computed, learned);
    }

    private Range computed(Value value, Width width, int depth) {
        if (value instanceof Constant c) return Range.of(c.value());
        if (value instanceof Load load && load.width() == width) return Range.of(load);
        if (value instanceof Extend extend) {
            return Range.of(extend, of(extend.operand(0), extend.fromBits() <= 32 ? Width.W32 : Width.W64, depth));
        }
        if (value instanceof Binary binary && binary.width() == width) {
            Range left = of(binary.left(), width, depth);
            Range right = of(binary.right(), width, depth);
            boolean followed = !asVerifier || isFollowed(binary, left, right);
            return followed ? Range.of(binary.operation(), width, left, right) : Range.all(width);
        }
        return Range.all(width);
    }

    /** Whether every verifier since Linux 5.15 comes to the same result: it follows no division, and no shift by an unknown distance. */
    private static boolean isFollowed(Binary binary, Range left, Range right) {
        return switch (binary.operation()) {
            case ADD, SUBTRACT, AND -> true;
            case MULTIPLY -> left.within(0, Integer.MAX_VALUE) && right.within(0, Integer.MAX_VALUE);
            case SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED ->
                right.isSingle() && right.within(1, binary.width().bits() - 1L);
            default -> false;
        };
    }
}
