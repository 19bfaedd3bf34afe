package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.runtime.KnownIterator;
import java.lang.reflect.Array;
import java.util.Objects;

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
        Abstract elements = iterator.fields().get(items);
        int size = size(elements, state);
        if (size < 0 || !(iterator.fields().get(next) instanceof Known at) || !(at.value() instanceof Integer place)) {
            return false;
        }
        if (method.equals("hasNext")) {
            state.push(Known.of(place < size ? 1 : 0));
            return true;
        }
        if (!method.equals("next") || place >= size) return false;
        state.object(v.id(), iterator.with(next, Known.of(place + 1)));
        state.push(element(elements, place, state));
        return true;
    }

    /** How many elements an iterator has, which are known or lie in an array of the abstract heap; -1 if that is not known. */
    private static int size(Abstract elements, State state) {
        if (elements instanceof Virtual array)
            return state.object(array).fields().size();
        return elements instanceof Known known && known.value() != null ? Array.getLength(known.value()) : -1;
    }

    private static Abstract element(Abstract elements, int place, State state) {
        return elements instanceof Virtual array
                ? state.object(array).fields().get(place)
                : Known.of(Array.get(Objects.requireNonNull(((Known) elements).value()), place));
    }
}
