package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one path has learnt about the numbers that branches compare. Constants are {@link Long}, all else is the value itself or a
 * {@link Term}.
 *
 * @param bindings what the parameters of blocks stand for on this path
 * @param ranges what a number may be that was compared with constants
 * @param outcomes how two values compared
 */
record Facts(Map<Parameter, Object> bindings, Map<Slot, Range> ranges, Map<Pair, Condition> outcomes) {
    static final Facts NONE = new Facts(Map.of(), Map.of(), Map.of());

    /** A number as wide as it was compared. */
    record Slot(Object key, Width width) {}

    /** Two numbers as wide as they were compared. */
    record Pair(Object left, Object right, Width width) {}

    /** What {@code value} is on this path. */
    Object key(Value value) {
        return switch (value) {
            case Constant constant -> constant.value();
            case Parameter parameter -> bindings.getOrDefault(parameter, parameter);
            case Load load ->
                load.base() instanceof StackAddress
                        ? Term.UNKNOWN
                        : Term.of(Term.LOAD, key(load.base()), (long) load.offset(), (long) load.size());
            case Extend extend ->
                key(extend.operand(0)) instanceof Long number
                        ? (Object) extend.evaluate(number)
                        : Term.of(
                                extend.signed() ? "sign" : "zero",
                                key(extend.operand(0)),
                                (long) extend.fromBits(),
                                (long) extend.width().bits());
            case Binary binary -> {
                Object left = key(binary.left());
                Object right = key(binary.right());
                yield left instanceof Long a && right instanceof Long b
                        ? (Object) binary.operation().evaluate(binary.width(), a, b)
                        : Term.of(binary.operation().name() + binary.width().bits(), left, right);
            }
            default -> value;
        };
    }

    /** As {@link #key}, as far as a comparison of this width sees it. */
    private Object compared(Value value, Width width) {
        Value source = value;
        while (width == Width.W32 && source instanceof Extend extend && extend.fromBits() == 32) {
            source = extend.operand(0);
        }
        return key(source);
    }

    /**
     * What is known where {@code branch} comes out as {@code outcome}; null where it does not, or where that cannot be told.
     *
     * @param once values of which one branch asks alone, so that what it learns does not matter
     */
    @Nullable
    Facts after(Branch branch, boolean outcome, Set<Object> once) {
        Width width = branch.compareWidth();
        Object left = compared(branch.left(), width);
        Object right = compared(branch.right(), width);
        Condition condition = outcome ? branch.condition() : branch.condition().negated();
        if (left instanceof Long a && right instanceof Long b) return condition.evaluate(width, a, b) ? this : null;
        if (left instanceof Long) return after(condition.mirrored(), right, left, width, once);
        return after(condition, left, right, width, once);
    }

    private @Nullable Facts after(Condition condition, Object left, Object right, Width width, Set<Object> once) {
        Condition known = outcomes.get(new Pair(left, right, width));
        if (known != null && known == condition) return this;
        if (known != null && known == condition.negated()) return null;
        if (right instanceof Long limit && Term.isOpaque(left) && isPlain(left, width)) {
            Range range = range(left, width);
            Range narrowed = range.after(condition, Range.of(limit));
            if (narrowed.isEmpty()) return null;
            if (once.contains(left)) return this;
            if (isExact(condition, range, limit)) return with(new Slot(left, width), narrowed, right, condition);
            return with(new Pair(left, right, width), condition);
        }
        if (isBoundsCheck(condition, left, right, width)) return this;
        Set<Object> roots = Term.roots(left);
        roots.addAll(Term.roots(right));
        for (Object root : roots) if (Term.UNKNOWN.equals(root) || isMentioned(root)) return null;
        roots.removeAll(once);
        return roots.isEmpty() ? this : with(new Pair(left, right, width), condition);
    }

    /** A packet's length: one that has been asked for is not asked for again. */
    private static boolean isBoundsCheck(Condition condition, Object left, Object right, Width width) {
        boolean unsigned = condition == condition.unsigned() && !isEquality(condition);
        return unsigned && width == Width.W64 && Term.isOpaque(right) && left instanceof Term;
    }

    /** Whether {@link Range} can say what the comparison teaches. */
    private static boolean isExact(Condition condition, Range range, long limit) {
        return switch (condition) {
            case GREATER_UNSIGNED, GREATER_OR_EQUAL_UNSIGNED -> range.within(0, Long.MAX_VALUE) && limit >= 0;
            case LESS_UNSIGNED, LESS_OR_EQUAL_UNSIGNED -> limit >= 0;
            default -> true;
        };
    }

    private Range range(Object key, Width width) {
        Range known = ranges.get(new Slot(key, width));
        return known == null ? Range.all(width) : known;
    }

    /** Whether nothing but comparisons with constants in this width is known of {@code key}. */
    private boolean isPlain(Object key, Width width) {
        for (Slot slot : ranges.keySet()) if (slot.key().equals(key) && slot.width() != width) return false;
        for (Map.Entry<Pair, Condition> e : outcomes.entrySet()) {
            Pair pair = e.getKey();
            boolean differs = pair.left().equals(key) && pair.right() instanceof Long && isEquality(e.getValue());
            if (differs && pair.width() == width) continue;
            if (Term.roots(pair.left()).contains(key)
                    || Term.roots(pair.right()).contains(key)) return false;
        }
        return true;
    }

    private static boolean isEquality(Condition condition) {
        return condition == Condition.EQUAL || condition == Condition.NOT_EQUAL;
    }

    private boolean isMentioned(Object root) {
        for (Slot slot : ranges.keySet()) if (slot.key().equals(root)) return true;
        for (Pair pair : outcomes.keySet()) {
            if (Term.roots(pair.left()).contains(root)
                    || Term.roots(pair.right()).contains(root)) return true;
        }
        return false;
    }

    private Facts with(Slot slot, Range range, Object right, Condition condition) {
        Map<Slot, Range> more = new HashMap<>(ranges);
        more.put(slot, range);
        Facts narrowed = new Facts(bindings, Map.copyOf(more), outcomes);
        return condition == Condition.NOT_EQUAL
                ? narrowed.with(new Pair(slot.key(), right, slot.width()), condition)
                : narrowed;
    }

    private Facts with(Pair pair, Condition condition) {
        Map<Pair, Condition> more = new HashMap<>(outcomes);
        more.put(pair, condition);
        return new Facts(bindings, ranges, Map.copyOf(more));
    }

    /** With other meanings of parameters. */
    Facts bound(Map<Parameter, Object> changed) {
        if (changed.isEmpty()) return this;
        Map<Parameter, Object> more = new HashMap<>(bindings);
        more.putAll(changed);
        return new Facts(Map.copyOf(more), ranges, outcomes);
    }

    /** Without what is known of {@code value}, which is calculated anew. */
    Facts without(Object value) {
        if (equals(NONE)) return this;
        Map<Parameter, Object> kept = new HashMap<>(bindings);
        kept.replaceAll((parameter, key) -> Term.mentions(key, value) ? Term.UNKNOWN : key);
        Map<Slot, Range> sure = new HashMap<>(ranges);
        sure.keySet().removeIf(slot -> Term.mentions(slot.key(), value));
        Map<Pair, Condition> apart = new HashMap<>(outcomes);
        apart.keySet().removeIf(pair -> Term.mentions(pair.left(), value) || Term.mentions(pair.right(), value));
        return new Facts(Map.copyOf(kept), Map.copyOf(sure), Map.copyOf(apart));
    }
}
