package dev.skep.compiler.internal.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of an object of the abstract heap; immutable, a write makes a new one.
 *
 * @param shape what it is
 * @param fields its fields, elements or captured values, in the shape's order
 */
record VirtualObject(Shape shape, List<Abstract> fields) {
    VirtualObject {
        fields = List.copyOf(fields);
    }

    VirtualObject with(int index, Abstract value) {
        List<Abstract> changed = new ArrayList<>(fields);
        changed.set(index, value);
        return new VirtualObject(shape, changed);
    }
}
