package dev.skep.bpf.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a struct lie: the order of the source file, the alignment of C.
 *
 * <p>Immutable, computed once per interface, safe for all threads.
 */
public final class StructLayout {

    /** Most bytes that a struct can have: what the kernel allows for a map value, 256 MiB. */
    static final int MAX_SIZE = 1 << 28;

    private static final ClassValue<StructLayout> LAYOUTS = new ClassValue<>() {
        @Override
        protected StructLayout computeValue(Class<?> type) {
            return LayoutBuilder.build(type, List.of());
        }
    };

    private final Class<?> type;
    private final int size;
    private final int alignment;
    private final List<StructField> fields;
    private final Map<String, StructField> byName;
    private final List<StructAccessor> accessors;
    private final Map<String, StructAccessor> byMethod = new HashMap<>();
    private final List<Padding> padding;

    StructLayout(
            Class<?> type,
            int size,
            int alignment,
            Map<String, StructField> fields,
            Collection<StructAccessor> accessors,
            Collection<Padding> padding) {
        this.type = type;
        this.size = size;
        this.alignment = alignment;
        this.fields = List.copyOf(fields.values());
        this.byName = Map.copyOf(fields);
        this.accessors = List.copyOf(accessors);
        for (StructAccessor accessor : accessors) {
            byMethod.put(accessor.name().concat(accessor.descriptor().descriptorString()), accessor);
        }
        this.padding = merge(padding);
    }

    /**
     * The layout of {@code type}.
     *
     * @throws IllegalArgumentException if it is not a struct of Skep's own: the message names the method and the reason
     */
    public static StructLayout of(Class<?> type) {
        return LAYOUTS.get(type);
    }

    /** The interface. */
    public Class<?> type() {
        return type;
    }

    /** Number of bytes, a multiple of {@link #alignment()}. */
    public int size() {
        return size;
    }

    /** Alignment in bytes: that of the widest field, 1 to 8. */
    public int alignment() {
        return alignment;
    }

    /** All fields by offset. */
    public List<StructField> fields() {
        return fields;
    }

    /** The field of this name, or null. */
    public @Nullable StructField field(String name) {
        return byName.get(name);
    }

    /** All abstract methods of the interface: getters in the order of the fields, then setters and atomic accesses. */
    public List<StructAccessor> accessors() {
        return accessors;
    }

    /** The abstract method of this name and descriptor such as {@code (I)V}, or null. */
    public @Nullable StructAccessor accessor(String name, String descriptor) {
        return byMethod.get(name.concat(descriptor));
    }

    /** Bytes that belong to no field, also within embedded structs, by offset; neighbours are joined. */
    public List<Padding> padding() {
        return padding;
    }

    private static List<Padding> merge(Collection<Padding> parts) {
        var merged = new ArrayList<Padding>();
        for (Padding part : parts) {
            Padding last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.offset() + last.size() == part.offset()) {
                merged.set(merged.size() - 1, new Padding(last.offset(), last.size() + part.size()));
            } else {
                merged.add(part);
            }
        }
        return List.copyOf(merged);
    }

    /** The struct as C would declare it, with offsets. */
    @Override
    public String toString() {
        var text = new StringBuilder("struct ")
                .append(type.getSimpleName())
                .append(" { /* ")
                .append(size)
                .append(" */");
        for (StructField field : fields) {
            text.append(' ').append(field.name()).append('@').append(field.offset());
            text.append(':').append(field.size());
            if (field.count() > 1) {
                text.append('*').append(field.count());
            }
            text.append(';');
        }
        return text.append(" }").toString();
    }
}
