package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * An integer that is computed in the kernel.
 *
 * @param value the register's content
 * @param width W32 for int and the smaller types (the upper half of the register means nothing), W64 for long
 */
public record Scalar(Value value, Width width) implements Abstract {
    static Scalar ofInt(Value value) {
        return new Scalar(value, Width.W32);
    }

    static Scalar ofLong(Value value) {
        return new Scalar(value, Width.W64);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // constants are equal by content, but two computations never are one
    public boolean equals(Object other) {
        return other instanceof Scalar s && s.value == value && s.width == width;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(value);
    }
}
