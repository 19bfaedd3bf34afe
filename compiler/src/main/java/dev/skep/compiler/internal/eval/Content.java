package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.BpfMap;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an object that is known at load time is made of, where that never changes: two objects with equal contents give the same code. Such
 * are numbers, texts, constants of enums, maps, which are themselves whatever is in them, lists that cannot be changed, and objects of which
 * all fields are final and hold such.
 *
 * <p>An array may change. Where what it holds is asked for anew each time, as of arguments of functions, it counts as it is.
 */
final class Content {
    /** What is made of more is as good as something that changes: to compare it would take too long. */
    private static final int MOST_PARTS = 500;

    private static final Class<?> UNMODIFIABLE = List.of().getClass().getSuperclass();

    private static final ClassValue<Optional<List<Field>>> FIELDS = new ClassValue<>() {
        @Override
        protected Optional<List<Field>> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    /** An object, by its class and what its fields hold. */
    private record Parts(Object kind, List<Object> parts) {}

    /** In the place of null. */
    private enum Nothing {
        NULL
    }

    private final boolean arrays;
    private int parts;

    private Content(boolean arrays) {
        this.arrays = arrays;
    }

    /** The content of {@code value}, for comparison; null if it may change. */
    static @Nullable Object of(@Nullable Object value) {
        return new Content(false).read(value);
    }

    /** The same, with arrays as they are now; null if something else may change. */
    static @Nullable Object asItIs(@Nullable Object value) {
        return new Content(true).read(value);
    }

    private @Nullable Object read(@Nullable Object value) {
        if (value == null) return Nothing.NULL;
        if (++parts > MOST_PARTS) return null;
        if (isItself(value)) return value;
        if (value.getClass().isArray()) return arrays ? array(value) : null;
        if (value instanceof List<?> list && UNMODIFIABLE.isInstance(list)) return parts(List.class, list);
        if (value instanceof Optional<?> optional)
            return parts(Optional.class, optional.stream().toList());
        Optional<List<Field>> fields = FIELDS.get(value.getClass());
        if (fields.isEmpty()) return null;
        List<@Nullable Object> values = new ArrayList<>();
        for (Field field : fields.get()) {
            try {
                values.add(field.get(value));
            } catch (IllegalAccessException hidden) {
                return null;
            }
        }
        return parts(value.getClass(), values);
    }

    private static boolean isItself(Object value) {
        return (value instanceof Number && value.getClass().getName().startsWith("java.lang."))
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Class<?>
                || value instanceof BpfMap;
    }

    private @Nullable Object array(Object array) {
        int length = Array.getLength(array);
        if (length > MOST_PARTS) return null;
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) elements.add(Array.get(array, i));
        return parts(array.getClass(), elements);
    }

    private @Nullable Object parts(Object kind, List<? extends @Nullable Object> values) {
        List<Object> contents = new ArrayList<>(values.size());
        for (Object value : values) {
            Object content = read(value);
            if (content == null) return null;
            contents.add(content);
        }
        return new Parts(kind, contents);
    }

    /** The instance fields of a class, if all are final and can be read. */
    private static Optional<List<Field>> fields(Class<?> type) {
        List<Field> all = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                boolean lasting = Modifier.isFinal(field.getModifiers())
                        && c.getClassLoader() != null
                        && field.trySetAccessible();
                if (!lasting) return Optional.empty();
                all.add(field);
            }
        }
        // What has no fields may be known by being itself: a lock, say.
        return all.isEmpty() && !type.isRecord() ? Optional.empty() : Optional.of(all);
    }
}
