package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.runtime.ArraysCode;
import dev.skep.compiler.internal.eval.runtime.CollectionCode;
import dev.skep.compiler.internal.eval.runtime.ComparatorCode;
import dev.skep.compiler.internal.eval.runtime.IntStreamCode;
import dev.skep.compiler.internal.eval.runtime.IteratorCode;
import dev.skep.compiler.internal.eval.runtime.ListCode;
import dev.skep.compiler.internal.eval.runtime.MapCode;
import dev.skep.compiler.internal.eval.runtime.ObjectsCode;
import dev.skep.compiler.internal.eval.runtime.OptionalCode;
import dev.skep.compiler.internal.eval.runtime.OptionalIntCode;
import dev.skep.compiler.internal.eval.runtime.OptionalLongCode;
import dev.skep.compiler.internal.eval.runtime.StreamCode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Methods of the JDK that are inlined from code written for this purpose, because the JDK's own leads to arrays that grow, exceptions
 * or spliterators. The replacement is a static method of the same name that takes the receiver first.
 */
final class Replacements {
    private static final Map<Class<?>, Class<?>> BY_OWNER = Map.ofEntries(
            Map.entry(Iterable.class, CollectionCode.class),
            Map.entry(Collection.class, CollectionCode.class),
            Map.entry(List.class, ListCode.class),
            Map.entry(Arrays.class, ArraysCode.class),
            Map.entry(Map.class, MapCode.class),
            Map.entry(Iterator.class, IteratorCode.class),
            Map.entry(Objects.class, ObjectsCode.class),
            Map.entry(Comparator.class, ComparatorCode.class),
            Map.entry(Optional.class, OptionalCode.class),
            Map.entry(OptionalInt.class, OptionalIntCode.class),
            Map.entry(OptionalLong.class, OptionalLongCode.class),
            Map.entry(Stream.class, StreamCode.class),
            Map.entry(IntStream.class, IntStreamCode.class));

    private final ClassLibrary classes;

    Replacements(ClassLibrary classes) {
        this.classes = classes;
    }

    /** The replacement of the method in {@code owner} or in what it extends, or null. */
    @Nullable
    MethodCode find(Class<?> owner, String name, MethodTypeDesc type, boolean isStatic) {
        Class<?> code = BY_OWNER.get(owner);
        MethodCode found = code == null ? null : in(code, name, type, isStatic ? 0 : 1);
        if (found != null || isStatic) return found;
        if (owner.getSuperclass() != null) found = find(owner.getSuperclass(), name, type, false);
        for (Class<?> i : owner.getInterfaces()) if (found == null) found = find(i, name, type, false);
        return found;
    }

    private @Nullable MethodCode in(Class<?> code, String name, MethodTypeDesc type, int receivers) {
        ReadClass file = classes.of(code);
        if (!file.hasFile()) throw new IllegalStateException("no class file of " + code);
        for (ReadMethod method : file.methods(name)) {
            MethodTypeDesc candidate = method.type();
            boolean same = candidate.parameterCount() == type.parameterCount() + receivers
                    && kind(candidate.returnType()).equals(kind(type.returnType()));
            for (int i = 0; same && i < type.parameterCount(); i++) {
                same = kind(candidate.parameterType(i + receivers)).equals(kind(type.parameterType(i)));
            }
            if (same) return classes.method(code, name, candidate);
        }
        return null;
    }

    /** What must agree: primitives and arrays of primitives, while all classes are alike. */
    private static String kind(ClassDesc type) {
        if (type.isArray()) return "[" + kind(type.componentType());
        return type.isPrimitive() ? type.descriptorString() : "L";
    }
}
