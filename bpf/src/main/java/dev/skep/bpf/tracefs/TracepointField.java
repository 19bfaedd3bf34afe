package dev.skep.bpf.tracefs;

/**
 * A field of a tracepoint's record.
 *
 * @param name as the kernel names it
 * @param type as the kernel declares it in C, such as "const char *" or "char[16]"
 * @param offset from the record's start, in bytes
 * @param size in bytes
 * @param signed whether it is a signed integer
 */
public record TracepointField(String name, String type, int offset, int size, boolean signed) {
    /** Whether it is a "__data_loc" word: length in the upper 16 bits, offset of the data in the lower 16. */
    public boolean isDataLocation() {
        return type.startsWith("__data_loc");
    }
}
