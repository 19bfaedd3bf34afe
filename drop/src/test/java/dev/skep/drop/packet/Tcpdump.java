package dev.skep.drop.packet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks tcpdump which packets match a filter. Files are those of pcap-savefile(5). */
public final class Tcpdump {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_BYTES = 16;
    private static final int ETHERNET = 1;

    private Tcpdump() {}

    /** Writes a capture in which a packet's time is its index in seconds. */
    public static void write(Path file, List<byte[]> packets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(
                HEADER_BYTES,
                b -> b.putInt(MAGIC)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putInt(16, 262_144)
                        .putInt(20, ETHERNET)));
        for (int i = 0; i < packets.size(); i++) {
            int index = i;
            byte[] packet = packets.get(i);
            out.write(bytes(
                    RECORD_BYTES,
                    b -> b.putInt(index).putInt(0).putInt(packet.length).putInt(packet.length)));
            out.write(packet);
        }
        Files.write(file, out.toByteArray());
    }

    private interface Filling {
        void fill(ByteBuffer buffer);
    }

    private static byte[] bytes(int count, Filling filling) {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
        filling.fill(buffer);
        return buffer.array();
    }

    /**
     * The indexes of the packets that match, or nothing where tcpdump does not take the filter.
     *
     * @param optimised whether libpcap may leave out what does not matter for whole packets
     */
    public static Optional<BitSet> matches(Path capture, String filter, boolean optimised)
            throws IOException, InterruptedException {
        Path matching = Files.createTempFile("skep-test", ".pcap");
        try {
            Process process = new ProcessBuilder(
                            "tcpdump",
                            optimised ? "-q" : "-qO",
                            "-r",
                            capture.toString(),
                            "-w",
                            matching.toString(),
                            "--",
                            filter)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("tcpdump does not end: " + filter);
            }
            return process.exitValue() == 0 ? Optional.of(indexes(Files.readAllBytes(matching))) : Optional.empty();
        } finally {
            Files.deleteIfExists(matching);
        }
    }

    private static BitSet indexes(byte[] file) {
        BitSet indexes = new BitSet();
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
        for (int at = HEADER_BYTES; at < file.length; at += RECORD_BYTES + buffer.getInt(at + 8)) {
            indexes.set(buffer.getInt(at));
        }
        return indexes;
    }
}
