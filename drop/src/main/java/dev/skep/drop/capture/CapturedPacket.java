package dev.skep.drop.capture;

/**
 * A packet of a capture.
 *
 * @param number its place in the capture, from 1
 * @param nanos when it was captured: nanoseconds since 1970
 * @param length how long it was on the wire
 * @param bytes what was captured of it
 */
public record CapturedPacket(long number, long nanos, int length, byte[] bytes) {
    /** Copies the bytes. */
    public CapturedPacket {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether the capture holds less of it than there was. */
    public boolean isCut() {
        return bytes.length < length;
    }
}
