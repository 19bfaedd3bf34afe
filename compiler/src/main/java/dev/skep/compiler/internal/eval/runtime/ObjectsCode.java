package dev.skep.compiler.internal.eval.runtime;

import org.jspecify.annotations.Nullable;

/** {@link java.util.Objects} without identity, which numbers in boxes do not have in the kernel. */
public final class ObjectsCode {
    private ObjectsCode() {}

    public static boolean equals(@Nullable Object a, @Nullable Object b) {
        return a == null ? b == null : b != null && a.equals(b);
    }
}
