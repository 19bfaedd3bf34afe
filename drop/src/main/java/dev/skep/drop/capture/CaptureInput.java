package dev.skep.drop.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The bytes of a file, read from start to end, with the place for messages. */
final class CaptureInput implements AutoCloseable {
    private final InputStream stream;
    private final String name;
    private long offset;

    CaptureInput(InputStream stream, String name) {
        this.stream = stream;
        this.name = name;
    }

    /** The next {@code count} bytes, or nothing at the end of the file. */
    Optional<byte[]> begin(int count) throws IOException {
        byte[] bytes = stream.readNBytes(count);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        offset += bytes.length;
        if (bytes.length < count) {
            throw malformed("it ends in the middle of a packet");
        }
        return Optional.of(bytes);
    }

    /** The next {@code count} bytes, which have to be there. */
    byte[] read(int count) throws IOException {
        if (count == 0) {
            return new byte[0];
        }
        return begin(count).orElseThrow(() -> malformed("it ends in the middle of a packet"));
    }

    IOException malformed(String what) {
        return new IOException(name + ", byte " + offset + ": " + what);
    }

    static int bigEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getInt();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
