package dev.skep.compiler.internal.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The intrinsics by class and method name. */
public final class IntrinsicTable {
    private final Map<String, OfClass> byClass = new HashMap<>();
    private final Map<String, Intrinsic> byAnnotation = new HashMap<>();

    /** Those of one class: by method, and for all others. */
    private static final class OfClass {
        private final Map<String, Intrinsic> byMethod = new HashMap<>();
        private @Nullable Intrinsic others;
    }

    private OfClass of(Class<?> owner) {
        return byClass.computeIfAbsent(owner.getName(), _ -> new OfClass());
    }

    /** All overloads of {@code owner.name}. */
    public void add(Class<?> owner, String name, Intrinsic intrinsic) {
        of(owner).byMethod.put(name, intrinsic);
    }

    /** All methods of {@code owner} that have no entry of their own. */
    public void addAll(Class<?> owner, Intrinsic intrinsic) {
        of(owner).others = intrinsic;
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
        OfClass known = byClass.get(owner.getName());
        if (known == null) return null;
        Intrinsic intrinsic = known.byMethod.get(name);
        return intrinsic != null ? intrinsic : known.others;
    }
}
