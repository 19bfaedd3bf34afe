package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several objects known at load time; which one is known only at run time.
 *
 * @param index the register that says which; the verifier knows that it is less than the number of objects
 * @param items the objects, some perhaps null
 */
public record Choice(Value index, List<@Nullable Object> items) implements Abstract {
    /** Copies. */
    public Choice {
        items = java.util.Collections.unmodifiableList(Arrays.asList(items.toArray()));
    }

    /** The class that all objects have, or null if they differ or one is null. */
    @Nullable
    Class<?> commonClass() {
        Class<?> common = null;
        for (Object item : items) {
            if (item == null || (common != null && item.getClass() != common)) return null;
            common = item.getClass();
        }
        return common;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // objects known at load time are the same only if they are one object
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Choice c) || c.index != index || c.items.size() != items.size()) return false;
        for (int i = 0; i < items.size(); i++)
            if (!Known.of(items.get(i)).sameValue(Known.of(c.items.get(i)))) return false;
        return true;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(index) * 31 + items.size();
    }
}
