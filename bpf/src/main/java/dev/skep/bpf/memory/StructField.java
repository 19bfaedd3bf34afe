package dev.skep.bpf.memory;

/**
 * One field of a {@link StructLayout}.
 *
 * @param name name of the getter
 * @param offset bytes from the start of the struct
 * @param size bytes of one element; 1 for {@link Kind#BYTES}
 * @param count number of elements: 1, or what {@link Length} says
 * @param kind what the field holds
 * @param signed whether the getter extends the sign
 * @param bigEndian whether the field is in network order
 * @param javaType what the getter returns
 */
public record StructField(
        String name, int offset, int size, int count, Kind kind, boolean signed, boolean bigEndian, Class<?> javaType) {

    /** What a field holds. */
    public enum Kind {
        /** A number or boolean of 1, 2, 4 or 8 bytes, or an array of numbers. */
        INTEGER,
        /** Embedded bytes, seen as {@link Bytes}. */
        BYTES,
        /** An embedded struct. */
        STRUCT
    }

    /** Number of bytes that the field takes. */
    public int byteSize() {
        return size * count;
    }
}
