package dev.skep.compiler.internal.optimize;

import static dev.skep.compiler.internal.ir.Condition.EQUAL;
import static dev.skep.compiler.internal.ir.Condition.NOT_EQUAL;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Terminator;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/** What a branch can become: a jump, or a comparison of something closer to the source of the values. */
final class BranchRules {
    private final Facts facts;

    BranchRules(Facts facts) {
        this.facts = facts;
    }

    @Nullable
    Terminator simplify(Branch branch) {
        if (sameEdges(branch)) return facts.graph().jump(branch.position(), branch.whenTrue());
        Value left = branch.left();
        Value right = branch.right();
        Condition condition = branch.condition();
        Width width = branch.compareWidth();
        if (left instanceof Constant a && right instanceof Constant b) {
            return decided(branch, condition.evaluate(width, a.value(), b.value()));
        }
        if (left.equals(right)) return decided(branch, condition.evaluate(width, 0, 0));
        if (left instanceof Constant) return exchanged(branch);
        Terminator narrowed = width == Width.W64 ? narrowed(branch) : null;
        if (narrowed != null) return narrowed;
        if (right instanceof Constant constant) return againstConstant(branch, Facts.read(constant, width));
        return null;
    }

    private Branch exchanged(Branch branch) {
        return facts.graph()
                .branch(
                        branch.position(),
                        branch.condition().mirrored(),
                        branch.compareWidth(),
                        /* left= */ branch.right(),
                        /* right= */ branch.left(),
                        branch.whenTrue(),
                        branch.whenFalse());
    }

    private static boolean sameEdges(Branch branch) {
        Edge yes = branch.whenTrue();
        Edge no = branch.whenFalse();
        return yes.target() == no.target() && yes.arguments().equals(no.arguments());
    }

    private Terminator decided(Branch branch, boolean outcome) {
        return facts.graph().jump(branch.position(), outcome ? branch.whenTrue() : branch.whenFalse());
    }

    private Branch with(Branch branch, Condition condition, Width width, Value left, Value right) {
        return facts.graph()
                .branch(branch.position(), condition, width, left, right, branch.whenTrue(), branch.whenFalse());
    }

    private Branch with(Branch branch, Condition condition, long constant) {
        Width width = branch.compareWidth();
        return with(branch, condition, width, branch.left(), Facts.constant(width, constant));
    }

    /**
     * A comparison of two 32-bit values that were extended for it. Only where the extended value has no other use: the
     * verifier learns from a comparison about the register that is compared, and no other.
     */
    private @Nullable Terminator narrowed(Branch branch) {
        if (!(branch.left() instanceof Extend left)
                || left.fromBits() != 32
                || left.operand(0).width() != Width.W32
                || !facts.usedOnce(left)) return null;
        Condition condition =
                left.signed() ? branch.condition() : branch.condition().unsigned();
        if (branch.right() instanceof Extend right) {
            boolean same = right.fromBits() == 32 && right.signed() == left.signed();
            if (!same || right.operand(0).width() != Width.W32 || !facts.usedOnce(right)) return null;
            return with(branch, condition, Width.W32, left.operand(0), right.operand(0));
        }
        if (!(branch.right() instanceof Constant constant)) return null;
        long value = constant.value();
        boolean fits = left.signed() ? value == (int) value : value == (value & 0xffffffffL);
        return fits ? with(branch, condition, Width.W32, left.operand(0), Constant.of((int) value)) : null;
    }

    private @Nullable Terminator againstConstant(Branch branch, long c) {
        Terminator byRange = byRange(branch, c);
        if (byRange != null) return byRange;
        Condition condition = branch.condition();
        if (condition == EQUAL || condition == NOT_EQUAL) return equality(branch, c);
        return switch (condition) {
            case LESS_UNSIGNED -> c == 1 ? with(branch, EQUAL, 0) : null;
            case GREATER_OR_EQUAL_UNSIGNED -> c == 1 ? with(branch, NOT_EQUAL, 0) : null;
            case LESS_OR_EQUAL_UNSIGNED -> c == 0 ? with(branch, EQUAL, 0) : null;
            case GREATER_UNSIGNED -> c == 0 ? with(branch, NOT_EQUAL, 0) : null;
            default -> null;
        };
    }

    /** Decides a comparison that no possible value changes. */
    private @Nullable Terminator byRange(Branch branch, long c) {
        Width width = branch.compareWidth();
        int known = facts.bits(branch.left(), width);
        if (known >= width.bits() || facts.unseen(branch.left())) return null;
        long largest = (1L << known) - 1;
        boolean outside = c < 0 || c > largest;
        return switch (branch.condition()) {
            case EQUAL -> outside ? decided(branch, false) : null;
            case NOT_EQUAL -> outside ? decided(branch, true) : null;
            case LESS_SIGNED -> ordered(branch, c <= 0, c > largest);
            case LESS_OR_EQUAL_SIGNED -> ordered(branch, c < 0, c >= largest);
            case GREATER_SIGNED -> ordered(branch, c >= largest, c < 0);
            case GREATER_OR_EQUAL_SIGNED -> ordered(branch, c > largest, c <= 0);
            case LESS_UNSIGNED -> ordered(branch, c == 0, outside);
            case LESS_OR_EQUAL_UNSIGNED -> ordered(branch, false, outside || c == largest);
            case GREATER_UNSIGNED -> ordered(branch, outside || c == largest, false);
            case GREATER_OR_EQUAL_UNSIGNED -> ordered(branch, outside, c == 0);
        };
    }

    private @Nullable Terminator ordered(Branch branch, boolean never, boolean always) {
        return never || always ? decided(branch, always) : null;
    }

    private @Nullable Terminator equality(Branch branch, long c) {
        Value left = branch.left();
        Width width = branch.compareWidth();
        if (left instanceof ByteSwap swap && facts.usedOnce(swap)) return swapped(branch, swap, c);
        if (!(left instanceof Binary binary) || binary.width() != width || !facts.usedOnce(binary)) return null;
        Condition condition = branch.condition();
        if (c == 0 && (binary.operation() == BinaryOperation.SUBTRACT || binary.operation() == BinaryOperation.XOR)) {
            return with(branch, condition, width, binary.left(), binary.right());
        }
        if (!(binary.right() instanceof Constant constant)) return null;
        return switch (binary.operation()) {
            case ADD ->
                with(branch, condition, width, binary.left(), Facts.constant(width, c - Facts.read(constant, width)));
            case XOR ->
                with(branch, condition, width, binary.left(), Facts.constant(width, c ^ Facts.read(constant, width)));
            case AND -> {
                boolean oneBit = c != 0 && c == Facts.read(constant, width) && Long.bitCount(mask(c, width)) == 1;
                yield oneBit ? with(branch, condition == EQUAL ? NOT_EQUAL : EQUAL, 0) : null;
            }
            default -> null;
        };
    }

    private static long mask(long value, Width width) {
        return width == Width.W32 ? value & 0xffffffffL : value;
    }

    /** Swaps the constant instead of the value. */
    private @Nullable Terminator swapped(Branch branch, ByteSwap swap, long c) {
        Width width = branch.compareWidth();
        Value operand = swap.operand(0);
        if (swap.bits() == 16 && Math.min(facts.bits(operand, Width.W32), facts.bits(operand)) > 16) return null;
        if (swap.bits() == 32 && width != Width.W32) return null;
        if (swap.bits() == 64 && width != Width.W64) return null;
        Width compared = swap.bits() == 64 ? Width.W64 : Width.W32;
        long constant = swap.evaluate(c);
        if (swap.bits() == 16 && mask(c, width) > 0xffff) return null;
        return with(branch, branch.condition(), compared, operand, Facts.constant(compared, constant));
    }
}
