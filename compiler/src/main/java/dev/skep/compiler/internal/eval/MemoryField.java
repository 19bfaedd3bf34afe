package dev.skep.compiler.internal.eval;

/**
 * Where a field lies and how it is read.
 *
 * @param offset bytes from the start of the struct
 * @param size bytes of one element
 * @param count number of elements; more than 1 where the accessor takes an index
 * @param kind what it holds
 * @param signed whether a read extends the sign
 * @param bigEndian whether it is in network order
 * @param bitOffset for a bit-field, the first bit within the {@code size} bytes
 * @param bitSize for a bit-field, its width; 0 otherwise
 */
public record MemoryField(
        int offset, int size, int count, Kind kind, boolean signed, boolean bigEndian, int bitOffset, int bitSize) {

    /** What a field holds. */
    public enum Kind {
        /** A number. */
        INTEGER,
        /** Embedded bytes or an embedded struct: its address is taken. */
        EMBEDDED,
        /** A pointer that the verifier knows the type of. */
        POINTER,
        /** A pointer to something that is not a struct. */
        RAW_POINTER,
        /** A pointer to an array of pointers, read with an index. */
        POINTER_ARRAY
    }

    /** An ordinary field of one element. */
    public static MemoryField plain(int offset, int size, Kind kind, boolean signed) {
        return new MemoryField(offset, size, 1, kind, signed, false, 0, 0);
    }
}
