package dev.skep.drop.capture;

/** A packet of a capture. Immutable. */
public final class CapturedPacket {
    private final long number;
    private final long nanos;
    private final int length;
    private final byte[] bytes;

    /** Takes over the bytes. */
    CapturedPacket(long number, long nanos, int length, byte[] bytes) {
        this.number = number;
        this.nanos = nanos;
        this.length = length;
        this.bytes = bytes;
    }

    /** Its place in the capture, from 1. */
    public long number() {
        return number;
    }

    /** When it was captured: nanoseconds since 1970; 0 where the capture does not tell. */
    public long nanos() {
        return nanos;
    }

    /** How long it was on the wire, in bytes. */
    public int length() {
        return length;
    }

    /** A copy of what was captured of it, from the Ethernet header on. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether the capture holds less of it than there was. */
    public boolean isCut() {
        return bytes.length < length;
    }
}
