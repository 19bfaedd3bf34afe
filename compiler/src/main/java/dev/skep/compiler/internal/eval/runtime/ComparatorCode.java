package dev.skep.compiler.internal.eval.runtime;

import java.util.Comparator;

/** {@link Comparator}'s methods whose own code asks for the identity of comparators. */
public final class ComparatorCode {
    private ComparatorCode() {}

    public static <T> Comparator<T> reversed(Comparator<T> order) {
        return (a, b) -> order.compare(b, a);
    }
}
