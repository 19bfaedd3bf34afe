package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.GlobalData;
import dev.skep.compiler.internal.ir.GlobalAddress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program's .data: the primitive fields that are not final, one after the other, naturally aligned. The object's fields give the
 * first content; {@link #publish} copies them into the kernel again, {@link #refresh} back.
 */
public final class DataSection {
    private static final int CAPACITY = 4096;

    /** A field of one object, or a static field where the object is null. */
    private record Cell(@Nullable Object object, Field field) {
        @Override
        @SuppressWarnings("ReferenceEquality") // a cell belongs to one object, not to all that are equal to it
        public boolean equals(@Nullable Object other) {
            return other instanceof Cell c && c.object == object && c.field.equals(field);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object) * 31 + field.hashCode();
        }
    }

    private final Map<Cell, GlobalAddress> cells = new LinkedHashMap<>();
    private @Nullable GlobalData data;
    private int size;

    GlobalAddress address(@Nullable Object object, Field field) {
        Cell cell = new Cell(object, field);
        GlobalAddress known = cells.get(cell);
        if (known != null) return known;
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw Fields.inaccessible(field);
        }
        if (data == null) {
            data = GlobalData.variables(CAPACITY);
            data.name(".data");
        }
        int bytes = size(field.getType());
        int offset = (size + bytes - 1) & -bytes;
        if (offset + bytes > CAPACITY) {
            throw new Refusal("more than " + CAPACITY + " bytes of fields that are not final", "use a map");
        }
        size = offset + bytes;
        GlobalAddress made = new GlobalAddress(data, offset);
        cells.put(cell, made);
        write(data.memory(), offset, cell);
        return made;
    }

    static int size(Class<?> type) {
        if (type == long.class) return 8;
        if (type == int.class) return 4;
        if (type == short.class || type == char.class) return 2;
        return 1;
    }

    /** The map that holds the fields, or null if the programs use none. */
    public @Nullable GlobalData map() {
        return data;
    }

    /** Copies the fields of the Java objects into the kernel. */
    public void publish() {
        if (data == null) return;
        MemorySegment memory = data.memory();
        cells.forEach((cell, address) -> write(memory, address.offset(), cell));
    }

    /** Copies the kernel's content into the fields of the Java objects. */
    public void refresh() {
        if (data == null) return;
        MemorySegment memory = data.memory();
        cells.forEach((cell, address) -> read(memory, address.offset(), cell));
    }

    private static void write(MemorySegment memory, int offset, Cell cell) {
        Field field = cell.field();
        Class<?> type = field.getType();
        try {
            if (type == long.class) memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, field.getLong(cell.object()));
            else if (type == int.class) memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, field.getInt(cell.object()));
            else if (type == short.class)
                memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, field.getShort(cell.object()));
            else if (type == char.class)
                memory.set(ValueLayout.JAVA_CHAR_UNALIGNED, offset, field.getChar(cell.object()));
            else if (type == boolean.class)
                memory.set(ValueLayout.JAVA_BYTE, offset, (byte) (field.getBoolean(cell.object()) ? 1 : 0));
            else memory.set(ValueLayout.JAVA_BYTE, offset, field.getByte(cell.object()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("read field " + field, e);
        }
    }

    private static void read(MemorySegment memory, int offset, Cell cell) {
        Field field = cell.field();
        Class<?> type = field.getType();
        try {
            if (type == long.class) field.setLong(cell.object(), memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset));
            else if (type == int.class) field.setInt(cell.object(), memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset));
            else if (type == short.class)
                field.setShort(cell.object(), memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset));
            else if (type == char.class)
                field.setChar(cell.object(), memory.get(ValueLayout.JAVA_CHAR_UNALIGNED, offset));
            else if (type == boolean.class)
                field.setBoolean(cell.object(), memory.get(ValueLayout.JAVA_BYTE, offset) != 0);
            else field.setByte(cell.object(), memory.get(ValueLayout.JAVA_BYTE, offset));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("write field " + field, e);
        }
    }
}
