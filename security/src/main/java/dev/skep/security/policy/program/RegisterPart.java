package dev.skep.security.policy.program;

/**
 * A register of the process, or its lowest bytes.
 *
 * @param register which one of {@link RegisterWrite#registers()}
 * @param bytes 1, 2, 4 or 8
 */
public record RegisterPart(int register, int bytes) {
    private long mask() {
        return bytes == Long.BYTES ? -1 : (1L << (bytes * Byte.SIZE)) - 1;
    }

    /** Its value, without a sign. */
    long of(long[] registers) {
        return registers[register] & mask();
    }

    /** Puts a value there; what is above it stays, as in Tetragon, and not as in a processor. */
    void put(long[] registers, long value) {
        registers[register] = (registers[register] & ~mask()) | (value & mask());
    }
}
