package dev.skep.compiler.internal.eval;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A number of a Java object that has its place in {@link DataSection}. Equal means the same number of the same object. */
sealed interface DataCell {
    /** How many bytes it takes. */
    int bytes();

    /** What it is called, for tools that show it. */
    String name();

    /** The primitive type of it, or of one element. */
    Class<?> element();

    /** What its place must be a multiple of: 1, 2, 4 or 8. */
    default int alignment() {
        return bytes();
    }

    /** Copies the object's number into the kernel's memory. */
    void write(MemorySegment memory, int offset);

    /** Copies the kernel's number into the object. */
    void read(MemorySegment memory, int offset);

    /** Bytes of a primitive type. */
    static int size(Class<?> type) {
        if (type == long.class) return 8;
        if (type == int.class) return 4;
        if (type == short.class || type == char.class) return 2;
        return 1;
    }

    /** The cell of a field of one object, or of a static field where the object is null. */
    static DataCell of(@Nullable Object object, Field field) {
        if (field.getType().isArray()) return new OfArray(object, field);
        return field.getType().isEnum() ? new OfEnum(object, field) : new OfField(object, field);
    }

    /** A field of one object, or a static field where the object is null. */
    record OfField(@Nullable Object object, Field field) implements DataCell {
        @Override
        @SuppressWarnings("ReferenceEquality") // a cell belongs to one object, not to all that are equal to it
        public boolean equals(@Nullable Object other) {
            return other instanceof OfField c && c.object == object && c.field.equals(field);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object) * 31 + field.hashCode();
        }

        @Override
        public String name() {
            return field.getName();
        }

        @Override
        public Class<?> element() {
            return field.getType();
        }

        @Override
        public int bytes() {
            return size(field.getType());
        }

        @Override
        public void write(MemorySegment memory, int offset) {
            Class<?> type = field.getType();
            try {
                if (type == long.class) memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, field.getLong(object));
                else if (type == int.class) memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, field.getInt(object));
                else if (type == short.class)
                    memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, field.getShort(object));
                else if (type == char.class) memory.set(ValueLayout.JAVA_CHAR_UNALIGNED, offset, field.getChar(object));
                else if (type == boolean.class)
                    memory.set(ValueLayout.JAVA_BYTE, offset, (byte) (field.getBoolean(object) ? 1 : 0));
                else memory.set(ValueLayout.JAVA_BYTE, offset, field.getByte(object));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("read field " + field, e);
            }
        }

        @Override
        public void read(MemorySegment memory, int offset) {
            Class<?> type = field.getType();
            try {
                if (type == long.class) field.setLong(object, memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset));
                else if (type == int.class) field.setInt(object, memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset));
                else if (type == short.class)
                    field.setShort(object, memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset));
                else if (type == char.class) field.setChar(object, memory.get(ValueLayout.JAVA_CHAR_UNALIGNED, offset));
                else if (type == boolean.class)
                    field.setBoolean(object, memory.get(ValueLayout.JAVA_BYTE, offset) != 0);
                else field.setByte(object, memory.get(ValueLayout.JAVA_BYTE, offset));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("write field " + field, e);
            }
        }
    }

    /** The number of an {@link AtomicInteger}, which is equal to itself alone. */
    record OfAtomicInteger(AtomicInteger number) implements DataCell {
        @Override
        public String name() {
            return "atomic";
        }

        @Override
        public Class<?> element() {
            return int.class;
        }

        @Override
        public int bytes() {
            return Integer.BYTES;
        }

        @Override
        public void write(MemorySegment memory, int offset) {
            memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, number.get());
        }

        @Override
        public void read(MemorySegment memory, int offset) {
            number.set(memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset));
        }
    }

    /** The number of an {@link AtomicLong}, which is equal to itself alone. */
    record OfAtomicLong(AtomicLong number) implements DataCell {
        @Override
        public String name() {
            return "atomic";
        }

        @Override
        public Class<?> element() {
            return long.class;
        }

        @Override
        public int bytes() {
            return Long.BYTES;
        }

        @Override
        public void write(MemorySegment memory, int offset) {
            memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, number.get());
        }

        @Override
        public void read(MemorySegment memory, int offset) {
            number.set(memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset));
        }
    }

    /** A field that holds an array of numbers. What it holds later must have as many elements. */
    record OfArray(@Nullable Object object, Field field) implements DataCell {
        @Override
        @SuppressWarnings("ReferenceEquality") // a cell belongs to one object, not to all that are equal to it
        public boolean equals(@Nullable Object other) {
            return other instanceof OfArray c && c.object == object && c.field.equals(field);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object) * 31 + field.hashCode();
        }

        int length() {
            return Array.getLength(array());
        }

        @Override
        public String name() {
            return field.getName();
        }

        @Override
        public Class<?> element() {
            return field.getType().getComponentType();
        }

        @Override
        public int bytes() {
            return length() * alignment();
        }

        @Override
        public int alignment() {
            return size(field.getType().getComponentType());
        }

        @Override
        public void write(MemorySegment memory, int offset) {
            if (array() instanceof boolean[] flags) {
                for (int i = 0; i < flags.length; i++) {
                    memory.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (flags[i] ? 1 : 0));
                }
            } else {
                MemorySegment content = content(array());
                MemorySegment.copy(content, 0, memory, offset, content.byteSize());
            }
        }

        @Override
        public void read(MemorySegment memory, int offset) {
            if (array() instanceof boolean[] flags) {
                for (int i = 0; i < flags.length; i++) flags[i] = memory.get(ValueLayout.JAVA_BYTE, offset + i) != 0;
            } else {
                MemorySegment content = content(array());
                MemorySegment.copy(memory, offset, content, 0, content.byteSize());
            }
        }

        private Object array() {
            try {
                Object array = field.get(object);
                if (array != null) return array;
                throw new Refusal("field " + field.getName() + " is null", "give it an array in the constructor");
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("read field " + field, e);
            }
        }

        private static MemorySegment content(Object array) {
            return switch (array) {
                case byte[] a -> MemorySegment.ofArray(a);
                case short[] a -> MemorySegment.ofArray(a);
                case char[] a -> MemorySegment.ofArray(a);
                case int[] a -> MemorySegment.ofArray(a);
                default -> MemorySegment.ofArray((long[]) array);
            };
        }
    }

    /** A field that holds a constant of an enum, as its number; never null. */
    record OfEnum(@Nullable Object object, Field field) implements DataCell {
        @Override
        @SuppressWarnings("ReferenceEquality") // a cell belongs to one object, not to all that are equal to it
        public boolean equals(@Nullable Object other) {
            return other instanceof OfEnum c && c.object == object && c.field.equals(field);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object) * 31 + field.hashCode();
        }

        @Override
        public String name() {
            return field.getName();
        }

        @Override
        public Class<?> element() {
            return int.class;
        }

        @Override
        public int bytes() {
            return Integer.BYTES;
        }

        @Override
        @SuppressWarnings("EnumOrdinal") // .data lives no longer than this process, whose enum does not change
        public void write(MemorySegment memory, int offset) {
            try {
                if (!(field.get(object) instanceof Enum<?> constant)) {
                    throw new Refusal("field " + field.getName() + " is null", "give it a constant in the constructor");
                }
                memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, constant.ordinal());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("read field " + field, e);
            }
        }

        @Override
        public void read(MemorySegment memory, int offset) {
            Object[] constants = field.getType().getEnumConstants();
            try {
                field.set(object, constants[memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset)]);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("write field " + field, e);
            }
        }
    }
}
