package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.GlobalData;
import dev.skep.compiler.internal.ir.GlobalAddress;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The program's .data: the fields that are not final, of primitive and enum types and arrays of primitives, and the atomic numbers ({@link AtomicInteger}, {@link AtomicLong}) in final
 * fields, one after the other, naturally aligned. The objects give the
 * first content; {@link #publish} copies them into the kernel again, {@link #refresh} back.
 */
public final class DataSection {
    private static final int CAPACITY = 4096;

    private final Map<DataCell, GlobalAddress> cells = new LinkedHashMap<>();
    private @Nullable GlobalData data;
    private final Map<String, Integer> names = new HashMap<>();
    private int size;

    GlobalAddress address(@Nullable Object object, Field field) {
        DataCell cell = DataCell.of(object, field);
        GlobalAddress known = cells.get(cell);
        if (known != null) return known;
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw Fields.inaccessible(field);
        }
        return add(cell);
    }

    /** The place of an atomic number. */
    public GlobalAddress address(AtomicInteger number) {
        return known(new DataCell.OfAtomicInteger(number));
    }

    /** The place of an atomic number. */
    public GlobalAddress address(AtomicLong number) {
        return known(new DataCell.OfAtomicLong(number));
    }

    private GlobalAddress known(DataCell cell) {
        GlobalAddress known = cells.get(cell);
        return known != null ? known : add(cell);
    }

    private GlobalAddress add(DataCell cell) {
        if (data == null) {
            data = GlobalData.variables(CAPACITY);
            data.name(".data");
        }
        int bytes = cell.bytes();
        int offset = (size + cell.alignment() - 1) & -cell.alignment();
        if (offset + bytes > CAPACITY) {
            throw new Refusal("more than " + CAPACITY + " bytes of fields that are not final", "use a map");
        }
        size = offset + bytes;
        GlobalAddress made = new GlobalAddress(data, offset);
        cells.put(cell, made);
        cell.write(data.memory(), offset);
        data.describe(name(cell), cell.element(), bytes / cell.alignment(), offset);
        return made;
    }

    /** The field's name; those of several objects are told apart by their number. */
    private String name(DataCell cell) {
        int times = names.merge(cell.name(), 1, Integer::sum);
        return times == 1 ? cell.name() : cell.name() + "_" + times;
    }

    /** The map that holds the fields, or null if the programs use none. */
    public @Nullable GlobalData map() {
        return data;
    }

    /**
     * A field's place in the kernel's memory.
     *
     * @param type the field's type
     * @param memory the whole .data
     * @param offset where the field lies in it
     * @param bytes how many bytes it takes
     */
    public record LiveField(Class<?> type, MemorySegment memory, int offset, int bytes) {
        /** Bytes of one element of an array. */
        public int elementBytes() {
            return DataCell.size(type.getComponentType());
        }

        /** How many elements an array has. */
        public int length() {
            return bytes / elementBytes();
        }
    }

    /** Where the field {@code name} of {@code object} lies; empty if no program uses it. */
    public Optional<LiveField> live(Object object, String name) {
        if (data == null) return Optional.empty();
        MemorySegment memory = data.memory();
        for (Map.Entry<DataCell, GlobalAddress> entry : cells.entrySet()) {
            Field field = field(object, entry.getKey());
            if (field == null || !field.getName().equals(name)) continue;
            return Optional.of(new LiveField(
                    field.getType(),
                    memory,
                    entry.getValue().offset(),
                    entry.getKey().bytes()));
        }
        return Optional.empty();
    }

    @SuppressWarnings("ReferenceEquality") // a cell belongs to one object
    private static @Nullable Field field(Object object, DataCell cell) {
        return switch (cell) {
            case DataCell.OfField c when c.object() == object -> c.field();
            case DataCell.OfArray c when c.object() == object -> c.field();
            case DataCell.OfEnum c when c.object() == object -> c.field();
            default -> null;
        };
    }

    /** Copies the fields of the Java objects into the kernel. */
    public void publish() {
        if (data == null) return;
        MemorySegment memory = data.memory();
        cells.forEach((cell, address) -> cell.write(memory, address.offset()));
    }

    /** Copies the kernel's content into the fields of the Java objects. */
    public void refresh() {
        if (data == null) return;
        MemorySegment memory = data.memory();
        cells.forEach((cell, address) -> cell.read(memory, address.offset()));
    }
}
