package dev.skep.drop.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.drop.text.PacketSummary;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** pcap and pcapng, and a line about each packet. */
class CaptureFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of(
                CaptureReaderTest.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 40, 60),
                CaptureReaderTest.pcap(ByteOrder.BIG_ENDIAN, 0xa1b23c4d, 40, 40),
                CaptureReaderTest.pcapng(ByteOrder.LITTLE_ENDIAN),
                CaptureReaderTest.pcapng(ByteOrder.BIG_ENDIAN));
    }

    @Override
    public void read(byte[] input) {
        try (CaptureReader reader = CaptureReader.of(new ByteArrayInputStream(input), "capture")) {
            for (Optional<CapturedPacket> next = reader.next(); next.isPresent(); next = reader.next()) {
                CapturedPacket packet = next.get();
                assertThat(packet.length()).isGreaterThanOrEqualTo(packet.bytes().length);
                assertThat(PacketSummary.of(packet.bytes())).isNotEmpty();
            }
        } catch (IOException malformed) {
            assertThat(malformed).hasMessageStartingWith("capture, byte ");
        }
    }
}
