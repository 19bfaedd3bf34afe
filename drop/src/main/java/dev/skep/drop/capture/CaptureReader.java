package dev.skep.drop.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a capture from its start to its end. Used by one thread, closed by whoever opened it. */
public final class CaptureReader implements AutoCloseable {
    private final CaptureInput input;
    private final CaptureFormat format;

    private CaptureReader(CaptureInput input, CaptureFormat format) {
        this.input = input;
        this.format = format;
    }

    /**
     * Opens a capture.
     *
     * @throws IOException if the file cannot be read, or is no capture of Ethernet packets
     */
    public static CaptureReader open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return of(stream, file.toString());
        } catch (IOException | RuntimeException | Error failure) {
            stream.close();
            throw failure;
        }
    }

    /** Reads what comes from a stream; {@code name} is that of messages. */
    static CaptureReader of(InputStream stream, String name) throws IOException {
        CaptureInput input = new CaptureInput(stream, name);
        return new CaptureReader(input, format(input));
    }

    private static CaptureFormat format(CaptureInput input) throws IOException {
        byte[] start = input.begin(4).orElseThrow(() -> input.malformed("it is empty"));
        int magic = CaptureInput.bigEndian(start);
        if (magic == PcapngFormat.SECTION) {
            return new PcapngFormat(input);
        }
        return PcapFormat.of(magic, input).orElseThrow(() -> input.malformed("it is neither pcap nor pcapng"));
    }

    /** The next packet; nothing at the end. */
    public Optional<CapturedPacket> next() throws IOException {
        return format.next();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
