package dev.skep.compiler.internal.eval.runtime;

import java.util.Iterator;
import java.util.function.Consumer;

/** {@link Iterator}'s default methods. */
public final class IteratorCode {
    private IteratorCode() {}

    public static <T> void forEachRemaining(Iterator<T> items, Consumer<? super T> action) {
        while (items.hasNext()) action.accept(items.next());
    }
}
