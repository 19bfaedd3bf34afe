package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.runtime.KnownIterator;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls that most programs make most often, and that nothing is emitted for: of methods that give a field and do nothing else, and of
 * iterators over what is known at load time. They are done without a walk through their bytecode, which gives the same.
 */
final class PlainCalls {
    private final Evaluation evaluation;
    private final Fields fields;
    private final int items;
    private final int next;

    PlainCalls(Evaluation evaluation, Fields fields) {
        this.evaluation = evaluation;
        this.fields = fields;
        Shape.Instance iterator = evaluation.classes().of(KnownIterator.class).shape();
        items = iterator.indexOf(KnownIterator.class, "items");
        next = iterator.indexOf(KnownIterator.class, "next");
    }

    /** Does what {@code code} does with its receiver and pushes the result, if it is such a method and the result is known. */
    boolean call(MethodCode code, Abstract receiver, State state) {
        FieldUse field = code.givenField(evaluation);
        if (field == null) return false;
        Abstract value = fields.constant(receiver, field, state);
        if (value == null) return false;
        state.push(value);
        return true;
    }

    /** Asks or moves the iterator, if {@code receiver} is one whose place is known. */
    boolean iterate(Abstract receiver, String method, State state) {
        if (!(receiver instanceof Virtual v)) return false;
        VirtualObject iterator = state.object(v);
        if (iterator.shape().type() != KnownIterator.class) return false;
        Object known = known(iterator, items);
        List<Abstract> columns = columns(iterator, state);
        if ((known == null && columns == null) || !(known(iterator, next) instanceof Integer place)) return false;
        boolean more = place < (known == null ? Objects.requireNonNull(columns).size() : Array.getLength(known));
        if (method.equals("hasNext")) {
            state.push(Known.of(more ? 1 : 0));
            return true;
        }
        if (!method.equals("next") || !more) return false;
        state.object(v.id(), iterator.with(next, Known.of(place + 1)));
        state.push(known == null ? Objects.requireNonNull(columns).get(place) : Known.of(Array.get(known, place)));
        return true;
    }

    /** The elements of an iterator over one of several collections, or null if it is over one. */
    private @Nullable List<Abstract> columns(VirtualObject iterator, State state) {
        return iterator.fields().get(items) instanceof Virtual array
                ? state.object(array).fields()
                : null;
    }

    private static @Nullable Object known(VirtualObject object, int field) {
        return object.fields().get(field) instanceof Known known ? known.value() : null;
    }
}
