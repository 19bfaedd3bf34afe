package dev.skep.compiler.internal.eval.runtime;

import java.util.AbstractList;
import java.util.Iterator;

/** A list of elements made in the program. */
public final class FixedList extends AbstractList<Object> {
    private final Object[] items;

    /** The list of {@code items}, which it keeps. */
    FixedList(Object[] items) {
        this.items = items;
    }

    @Override
    public Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }

    @Override
    public boolean isEmpty() {
        return items.length == 0;
    }

    @Override
    public Iterator<Object> iterator() {
        return new KnownIterator(items);
    }
}
