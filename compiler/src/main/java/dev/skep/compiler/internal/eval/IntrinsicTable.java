package dev.skep.compiler.internal.eval;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The intrinsics by class and method name. */
public final class IntrinsicTable {
    private final Map<String, Intrinsic> byMethod = new HashMap<>();
    private final Map<String, Intrinsic> byClass = new HashMap<>();

    /** All overloads of {@code owner.name}. */
    public void add(Class<?> owner, String name, Intrinsic intrinsic) {
        byMethod.put(owner.getName().concat(".").concat(name), intrinsic);
    }

    /** All methods of {@code owner} that have no entry of their own. */
    public void addAll(Class<?> owner, Intrinsic intrinsic) {
        byClass.put(owner.getName(), intrinsic);
    }

    @Nullable
    Intrinsic find(Class<?> owner, String name) {
        Intrinsic intrinsic = byMethod.get(owner.getName().concat(".").concat(name));
        return intrinsic != null ? intrinsic : byClass.get(owner.getName());
    }
}
