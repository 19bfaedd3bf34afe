package dev.skep.drop.capture;

import java.nio.ByteBuffer;

/**
 * What an Interface Description Block says.
 *
 * @param linkType LINKTYPE_...
 * @param snapshot most bytes of a packet; 0 for all
 * @param unitsPerSecond the resolution of time
 */
record PcapngInterface(int linkType, int snapshot, long unitsPerSecond) {
    private static final int OPTIONS = 8;
    private static final int IF_TSRESOL = 9;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;
    private static final int MOST_DECIMALS = 18;
    private static final int MOST_BITS = 62;

    static PcapngInterface read(ByteBuffer body) {
        long units = MICROS;
        int at = OPTIONS;
        while (at + 4 <= body.limit()) {
            int code = body.getShort(at) & 0xffff;
            int length = body.getShort(at + 2) & 0xffff;
            if (code == 0 || at + 4 + length > body.limit()) {
                break;
            }
            if (code == IF_TSRESOL && length >= 1) {
                units = resolution(body.get(at + 4) & 0xff);
            }
            at += 4 + (length + 3 & ~3);
        }
        return new PcapngInterface(body.getShort(0) & 0xffff, body.getInt(4), units);
    }

    /** The highest bit says whether it is a power of 2 or of 10. */
    private static long resolution(int value) {
        int exponent = value & 0x7f;
        if ((value & 0x80) != 0) {
            return 1L << Math.min(exponent, MOST_BITS);
        }
        long units = 1;
        for (int i = 0; i < Math.min(exponent, MOST_DECIMALS); i++) {
            units *= 10;
        }
        return units;
    }

    long nanos(long time) {
        long seconds = Long.divideUnsigned(time, unitsPerSecond);
        long rest = Long.remainderUnsigned(time, unitsPerSecond);
        return seconds * NANOS + (long) ((double) rest / unitsPerSecond * NANOS);
    }
}
