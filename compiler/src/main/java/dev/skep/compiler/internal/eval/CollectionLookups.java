package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.table.PrefixMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of a run-time number in a collection of the JDK that is known at load time: {@code contains}, {@code indexOf}, {@code get},
 * {@code containsKey} and {@code getOrDefault}. Few elements are compared one after the other, more become a {@link TableLookup}.
 */
final class CollectionLookups {
    /**
     * The same as {@link TableLookup#SMALLEST}, for keys of 64 bits where each has a result of its own: they are compared by three times as
     * much code, and in a loop the verifier follows each of them from turn to turn.
     */
    private static final int SMALLEST_OF_LONG_KEYS = 9;

    private final Evaluation evaluation;

    CollectionLookups(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The keys that may equal the one looked for, and what the call gives for each. */
    private record Rows(List<Long> keys, List<@Nullable Object> results) {}

    /** What became of a call. */
    enum Outcome {
        /** It is no look-up. */
        NONE,
        /** Its result is on the operand stack. */
        GIVEN,
        /** Several paths go on from it. */
        FORKED
    }

    /** Compiles the call if it is a look-up in a large collection, or by a run-time index. */
    Outcome call(int pc, String name, List<Abstract> arguments, State state, Successors successors) {
        if (arguments.size() < 2 || !(arguments.getFirst() instanceof Known collection)) return Outcome.NONE;
        if (collection.value() instanceof PrefixMap<?> map && name.equals("get")) {
            return network(pc, map, arguments.subList(1, arguments.size()), state, successors);
        }
        Abstract key = Arithmetic.refine(Boxes.unbox(arguments.get(1), state), state);
        Class<?> box = Boxes.boxClass(arguments.get(1), state);
        if (box == null || key instanceof Known) return Outcome.NONE;
        if (name.equals("get") && collection.value() instanceof List<?> list && isJdk(list)) {
            Abstract index = MemoryArrays.index(key, list.size(), evaluation, state);
            state.push(evaluation
                    .columns()
                    .value(evaluation.materializer().value(index), new ArrayList<>(list), false, state));
            return Outcome.GIVEN;
        }
        Rows rows = rows(collection.value(), name, arguments.size(), box);
        boolean own = name.startsWith("get") || name.equals("indexOf");
        int smallest = own && box == Long.class ? SMALLEST_OF_LONG_KEYS : TableLookup.SMALLEST;
        if (rows == null || rows.keys().size() < smallest) return Outcome.NONE;
        Abstract otherwise = switch (name) {
            case "contains", "containsKey" -> new Known(0, true);
            case "indexOf" -> Known.of(-1);
            case "get" -> Known.NULL;
            default -> arguments.get(2);
        };
        look(pc, rows, box == Long.class ? Width.W64 : Width.W32, key, otherwise, state, successors);
        return Outcome.FORKED;
    }

    private static @Nullable Rows rows(@Nullable Object collection, String name, int arguments, Class<?> box) {
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        if (collection instanceof Collection<?> items && isJdk(collection) && arguments == 2) {
            boolean index = name.equals("indexOf") && collection instanceof List<?>;
            if (!index && !name.equals("contains")) return null;
            int i = 0;
            for (Object item : items) add(rows, box, item, index ? i++ : (Object) 1);
            return rows;
        }
        if (collection instanceof Map<?, ?> map && isJdk(collection)) {
            boolean value = (name.equals("get") && arguments == 2) || (name.equals("getOrDefault") && arguments == 3);
            if (!value && !(name.equals("containsKey") && arguments == 2)) return null;
            map.forEach((k, v) -> add(rows, box, k, value ? v : (Object) 1));
            return rows;
        }
        return null;
    }

    private static void add(Rows rows, Class<?> box, @Nullable Object item, @Nullable Object result) {
        if (item == null || item.getClass() != box) return;
        Object number = ObjectOperations.onStack(item);
        rows.keys().add(number instanceof Integer i ? (long) i : (Long) java.util.Objects.requireNonNull(number));
        rows.results().add(result);
    }

    private static boolean isJdk(Object collection) {
        return collection.getClass().getClassLoader() == null;
    }

    private Outcome network(int pc, PrefixMap<?> map, List<Abstract> address, State state, Successors successors) {
        List<Abstract> refined =
                address.stream().map(a -> Arithmetic.refine(a, state)).toList();
        if (refined.stream().allMatch(Known.class::isInstance)) return Outcome.NONE;
        PrefixLookups.Found found = new PrefixLookups(evaluation).find(map, refined);
        if (found == null) return Outcome.NONE;
        note(found.values().size(), "an LPM trie");
        goOn(pc, found.rows(), found.values(), Known.NULL, state, successors);
        return Outcome.FORKED;
    }

    private void look(
            int pc, Rows rows, Width width, Abstract key, Abstract otherwise, State state, Successors successors) {
        TableLookup.Found found = new TableLookup(evaluation).find("lookup", rows.keys(), width, key);
        note(rows.keys().size(), found.table());
        goOn(pc, found, rows.results(), otherwise, state, successors);
    }

    private void note(int elements, String table) {
        evaluation.note(evaluation.builder().position(), "look-up among " + elements + " elements in " + table);
    }

    private void goOn(
            int pc,
            TableLookup.Found found,
            List<@Nullable Object> results,
            Abstract otherwise,
            State state,
            Successors successors) {
        for (Edge miss : found.misses()) {
            State path = state.copy();
            path.push(otherwise);
            successors.add(pc + 1, miss, path);
        }
        State hit = state.copy();
        Abstract result = evaluation.columns().value(found.row(), results, false, hit);
        hit.push(result instanceof Known k && k.isNumber() ? new Known(k.value(), true) : result);
        Edge edge = new Edge();
        evaluation.builder().jump(edge);
        successors.add(pc + 1, edge, hit);
    }
}
