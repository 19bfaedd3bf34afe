package dev.skep.drop.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.drop.packet.PacketGenerator;
import dev.skep.drop.packet.Tcpdump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
    private static final byte[] PACKET = new PacketGenerator(7).next();

    @TempDir
    private Path folder;

    private List<CapturedPacket> read(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("capture"), file);
        List<CapturedPacket> packets = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(path)) {
            for (Optional<CapturedPacket> next = reader.next(); next.isPresent(); next = reader.next()) {
                packets.add(next.get());
            }
        }
        return packets;
    }

    @Test
    void readsWhatLibpcapWrites() throws IOException {
        PacketGenerator generator = new PacketGenerator(1);
        List<byte[]> packets = List.of(generator.next(), generator.next(), generator.next());
        Path file = folder.resolve("three.pcap");
        Tcpdump.write(file, packets);
        List<CapturedPacket> read = read(Files.readAllBytes(file));
        assertThat(read).extracting(CapturedPacket::bytes).containsExactlyElementsOf(packets);
        assertThat(read).extracting(CapturedPacket::number).containsExactly(1L, 2L, 3L);
        assertThat(read).extracting(CapturedPacket::nanos).containsExactly(0L, 1_000_000_000L, 2_000_000_000L);
        assertThat(read).noneMatch(CapturedPacket::isCut);
    }

    static byte[] pcap(ByteOrder order, int magic, int captured, int length) {
        ByteBuffer file = ByteBuffer.allocate(40 + captured).order(order);
        file.putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262_144)
                .putInt(1);
        file.putInt(5).putInt(6).putInt(captured).putInt(length).put(PACKET, 0, captured);
        return file.array();
    }

    @Test
    void readsBothByteOrdersAndBothKindsOfTime() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            assertThat(read(pcap(order, 0xa1b2c3d4, 20, 60))).singleElement().satisfies(packet -> {
                assertThat(packet.nanos()).isEqualTo(5_000_006_000L);
                assertThat(packet.bytes()).isEqualTo(Arrays.copyOf(PACKET, 20));
                assertThat(packet.length()).isEqualTo(60);
                assertThat(packet.isCut()).isTrue();
            });
            assertThat(read(pcap(order, 0xa1b23c4d, 20, 20)).getFirst().nanos()).isEqualTo(5_000_000_006L);
        }
    }

    /** A section, an interface with nanoseconds, a block of another kind, an enhanced and a simple packet. */
    static byte[] pcapng(ByteOrder order) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(block(
                order, 0x0a0d0d0a, body -> body.putInt(0x1a2b3c4d).putInt(1).putLong(-1), 16));
        file.writeBytes(block(
                order,
                1,
                body -> body.putShort((short) 1)
                        .putShort((short) 0)
                        .putInt(0)
                        .putShort((short) 9)
                        .putShort((short) 1)
                        .put((byte) 9)
                        .put(new byte[3])
                        .putInt(0),
                20));
        file.writeBytes(block(order, 5, body -> body.putLong(0), 8));
        file.writeBytes(block(
                order,
                6,
                body -> body.putInt(0).putInt(1).putInt(2).putInt(30).putInt(60).put(PACKET, 0, 30),
                52));
        file.writeBytes(block(order, 3, body -> body.putInt(16).put(PACKET, 0, 16), 20));
        return file.toByteArray();
    }

    private interface Filling {
        void fill(ByteBuffer body);
    }

    private static byte[] block(ByteOrder order, int type, Filling filling, int bytes) {
        ByteBuffer block =
                ByteBuffer.allocate(bytes + 12).order(order).putInt(type).putInt(bytes + 12);
        filling.fill(block);
        return block.putInt(bytes + 8, bytes + 12).array();
    }

    @Test
    void readsPcapngOfBothByteOrders() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            List<CapturedPacket> packets = read(pcapng(order));
            assertThat(packets).hasSize(2);
            assertThat(packets.get(0).bytes()).isEqualTo(Arrays.copyOf(PACKET, 30));
            assertThat(packets.get(0).length()).isEqualTo(60);
            assertThat(packets.get(0).nanos()).isEqualTo((1L << 32) + 2);
            assertThat(packets.get(1).bytes()).isEqualTo(Arrays.copyOf(PACKET, 16));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 23, 25, 39, 41, 59})
    void aCutFileIsAnError(int length) {
        byte[] file = Arrays.copyOf(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 20, 20), length);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining("capture, byte ");
    }

    @Test
    void anotherKindOfLinkIsAnError() {
        byte[] file = pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 20, 20);
        file[23] = 113;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(file))
                .withMessageContaining("link type 113");
    }
}
