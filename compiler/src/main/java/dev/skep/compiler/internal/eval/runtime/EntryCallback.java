package dev.skep.compiler.internal.eval.runtime;

import java.util.function.BiConsumer;

/** What the kernel calls for an element of a map: 0 says to go on. */
public final class EntryCallback {
    private EntryCallback() {}

    /** Takes one element. */
    public static <K, V> int forEach(BiConsumer<K, V> action, K key, V value) {
        action.accept(key, value);
        return 0;
    }
}
