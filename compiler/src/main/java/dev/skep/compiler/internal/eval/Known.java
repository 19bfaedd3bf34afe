package dev.skep.compiler.internal.eval;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value known at load time.
 *
 * @param value an Integer (also for boolean, byte, char and short, as on the JVM's stack), a Long, any object, or null
 * @param split whether it is known only because the evaluator follows one of several paths; such a constant folds like any other
 *     but never makes a loop unroll
 */
public record Known(@Nullable Object value, boolean split) implements Abstract {
    /** The null reference. */
    public static final Known NULL = new Known(null, false);

    /** A constant of the program. */
    public static Known of(@Nullable Object value) {
        return new Known(value, false);
    }

    /** Whether it is an int or a long. */
    public boolean isNumber() {
        return value instanceof Integer || value instanceof Long;
    }

    /** The number as a long. */
    public long asLong() {
        return value instanceof Integer i ? i : ((Long) Objects.requireNonNull(value));
    }

    /** The number as an int. */
    public int asInt() {
        return (int) asLong();
    }

    /** Whether both stand for the same value, however they came to be known. */
    @SuppressWarnings("ReferenceEquality") // objects known at load time are the same only if they are one object
    public boolean sameValue(Known other) {
        return isNumber() ? Objects.equals(value, other.value) : value == other.value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Known k && k.split == split && sameValue(k);
    }

    @Override
    public int hashCode() {
        return isNumber() ? Objects.hashCode(value) : System.identityHashCode(value);
    }

    @Override
    public String toString() {
        return "known " + value;
    }
}
