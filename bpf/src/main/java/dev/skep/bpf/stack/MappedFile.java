package dev.skep.bpf.stack;

import org.jspecify.annotations.Nullable;

/**
 * A part of a process's memory that holds code: a line of /proc/PID/maps.
 *
 * @param start its first address
 * @param end the address behind it
 * @param offset bytes from the beginning of the file
 * @param file which file it is, {@code fd:01 1234}: device and inode; the same for all processes that map it
 * @param path its name there; empty for memory without a file, with brackets where it is the kernel's
 */
record MappedFile(long start, long end, long offset, String file, String path) {
    private static final int FIELDS = 6;

    /** The mapping of a line, or null if no code can run there, or the line is damaged. */
    static @Nullable MappedFile parse(String line) {
        String[] fields = line.split(" +", FIELDS);
        if (fields.length < FIELDS - 1 || fields[1].length() < 3 || fields[1].charAt(2) != 'x') {
            return null;
        }
        int dash = fields[0].indexOf('-');
        try {
            return new MappedFile(
                    Long.parseUnsignedLong(fields[0], 0, dash, 16),
                    Long.parseUnsignedLong(fields[0], dash + 1, fields[0].length(), 16),
                    Long.parseUnsignedLong(fields[2], 16),
                    fields[3] + ' ' + fields[4],
                    fields.length == FIELDS ? fields[5] : "");
        } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
            return null;
        }
    }

    boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Whether there is a file that can be read. */
    boolean isFile() {
        return path.startsWith("/");
    }

    /** Its name in /proc/PID/map_files. */
    String range() {
        return Long.toHexString(start) + '-' + Long.toHexString(end);
    }
}
