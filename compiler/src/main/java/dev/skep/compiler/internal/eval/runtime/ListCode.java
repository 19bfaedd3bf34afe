package dev.skep.compiler.internal.eval.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link List}'s factories, for elements that are known only at run time, and look-ups of such elements. */
public final class ListCode {
    private ListCode() {}

    public static FixedList of(Object a) {
        return new FixedList(new Object[] {a});
    }

    public static FixedList of(Object a, Object b) {
        return new FixedList(new Object[] {a, b});
    }

    public static FixedList of(Object a, Object b, Object c) {
        return new FixedList(new Object[] {a, b, c});
    }

    public static FixedList of(Object a, Object b, Object c, Object d) {
        return new FixedList(new Object[] {a, b, c, d});
    }

    public static FixedList of(Object a, Object b, Object c, Object d, Object e) {
        return new FixedList(new Object[] {a, b, c, d, e});
    }

    public static FixedList of(Object a, Object b, Object c, Object d, Object e, Object f) {
        return new FixedList(new Object[] {a, b, c, d, e, f});
    }

    public static FixedList of(Object[] items) {
        return new FixedList(items);
    }

    public static int indexOf(List<?> items, @Nullable Object wanted) {
        for (int i = 0; i < items.size(); i++) if (ObjectsCode.equals(items.get(i), wanted)) return i;
        return -1;
    }
}
