package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation gives for each object of a {@link Choice}: one constant if they agree, a number out of a table in .rodata, or
 * another choice.
 */
final class Columns {
    private final Evaluation evaluation;
    /** Which choice of numbers a loaded number is: with it, a table of a table is one table. */
    private final IdentityHashMap<Value, Choice> numbers = new IdentityHashMap<>();

    Columns(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * The value that goes with the run-time {@code index}.
     *
     * @param values one for each possible index; numbers as they are on the operand stack if {@code primitive}
     */
    Abstract value(Value index, List<? extends @Nullable Object> values, boolean primitive, State state) {
        if (same(values)) return Known.of(values.getFirst());
        Choice choice = new Choice(index, new ArrayList<>(values));
        Class<?> type = choice.commonClass();
        if (type == Integer.class || type == Long.class) return number(choice, type == Long.class, state);
        if (!primitive
                && (type == Boolean.class || type == Character.class || type == Byte.class || type == Short.class)) {
            List<@Nullable Object> unboxed = new ArrayList<>();
            for (Object value : values) unboxed.add(ObjectOperations.onStack(value));
            Virtual made = evaluation.objectIds().next();
            state.object(
                    made.id(),
                    new VirtualObject(
                            new Shape.Boxed(type), List.of(number(new Choice(index, unboxed), false, state))));
            return made;
        }
        return choice;
    }

    private static boolean same(List<? extends @Nullable Object> values) {
        Known first = Known.of(values.getFirst());
        for (Object value : values) if (!first.sameValue(Known.of(value))) return false;
        return true;
    }

    private Scalar number(Choice choice, boolean wide, State state) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (Object item : choice.items()) {
            long number = ((Number) java.util.Objects.requireNonNull(item)).longValue();
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        int size = min >= 0 && max < 256 ? 1 : min >= 0 && max < 65_536 ? 2 : wide ? 8 : 4;
        byte[] bytes = new byte[size * choice.items().size()];
        ByteBuffer all = TableBytes.in(bytes);
        for (Object item : choice.items())
            TableBytes.put(all, ((Number) java.util.Objects.requireNonNull(item)).longValue(), size);
        CodeBuilder code = evaluation.builder();
        Value table = evaluation.environment().constants().address(bytes);
        Value index = choice.index();
        Value distance = index.width() == Width.W64 ? index : code.extend(index, 32, false, Width.W64);
        Value loaded =
                code.load(code.element(table, distance, size), 0, size, false, wide ? Width.W64 : Width.W32, "table");
        numbers.put(loaded, choice);
        state.learn(loaded, new Fact.FromTable(new Range(min, max)));
        return new Scalar(loaded, wide ? Width.W64 : Width.W32);
    }

    /** Whether a choice is the known object {@code other}: 1 where it is. */
    Abstract sameAs(Abstract left, Abstract right, State state) {
        Abstract other = left instanceof Choice ? right : left;
        Choice choice = (Choice) (left instanceof Choice ? left : right);
        if (other instanceof Virtual) return Known.of(0);
        if (other.equals(choice)) return Known.of(1);
        if (!(other instanceof Known known)) {
            throw new Refusal(
                    "== between two objects of which one is chosen at run time", "compare their numbers instead");
        }
        List<Integer> same = choice.items().stream()
                .map(item -> known.sameValue(Known.of(item)) ? 1 : 0)
                .toList();
        return value(choice.index(), same, true, state);
    }

    /** The choice of numbers that {@code value} was loaded from, or null. */
    @Nullable
    Choice numbers(Abstract value) {
        return value instanceof Scalar s ? numbers.get(s.value()) : null;
    }
}
