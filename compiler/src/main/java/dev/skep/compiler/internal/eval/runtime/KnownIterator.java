package dev.skep.compiler.internal.eval.runtime;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Iterates over elements known at load time. The evaluator makes it in place of a JDK collection's own iterator. */
public final class KnownIterator implements Iterator<Object> {
    private final Object[] items;
    private int next;

    /** An iterator over {@code items}. */
    public KnownIterator(Object[] items) {
        this.items = items.clone();
    }

    @Override
    public boolean hasNext() {
        return next < items.length;
    }

    @Override
    public Object next() {
        if (next >= items.length) throw new NoSuchElementException();
        return items[next++];
    }
}
