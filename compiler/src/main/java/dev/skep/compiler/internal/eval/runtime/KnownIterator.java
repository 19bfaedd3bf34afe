package dev.skep.compiler.internal.eval.runtime;

import java.util.Iterator;

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

    /** The next element; behind the last one there is no element, and the evaluator refuses the index. */
    @Override
    @SuppressWarnings("IteratorNextThrowsNoSuchElement") // exceptions do not exist in the kernel
    public Object next() {
        return items[next++];
    }
}
