package dev.skep.compiler.internal.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The intrinsics by class and method name. */
public final class IntrinsicTable {
    private final Map<String, Intrinsic> byMethod = new HashMap<>();
    private final Map<String, Intrinsic> byClass = new HashMap<>();
    private final Map<String, Intrinsic> byAnnotation = new HashMap<>();

    /** All overloads of {@code owner.name}. */
    public void add(Class<?> owner, String name, Intrinsic intrinsic) {
        byMethod.put(owner.getName().concat(".").concat(name), intrinsic);
    }

    /** All methods of {@code owner} that have no entry of their own. */
    public void addAll(Class<?> owner, Intrinsic intrinsic) {
        byClass.put(owner.getName(), intrinsic);
    }

    /** All static methods with this annotation. */
    public void addAnnotated(Class<?> annotation, Intrinsic intrinsic) {
        byAnnotation.put(annotation.getName(), intrinsic);
    }

    /** The intrinsic for one of a static method's annotations, or null. */
    @Nullable
    Intrinsic find(List<WrittenAnnotation> annotations) {
        for (WrittenAnnotation annotation : annotations) {
            Intrinsic intrinsic = byAnnotation.get(annotation.type());
            if (intrinsic != null) return intrinsic;
        }
        return null;
    }

    @Nullable
    Intrinsic find(Class<?> owner, String name) {
        Intrinsic intrinsic = byMethod.get(owner.getName().concat(".").concat(name));
        return intrinsic != null ? intrinsic : byClass.get(owner.getName());
    }
}
