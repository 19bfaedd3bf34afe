package dev.skep.drop.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.link.XdpMode;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules come and go while packets flood in: each packet meets exactly one program. */
@Tag("kernel")
final class FloodTest {
    private static final int CHANGES = 200;

    @ParameterizedTest
    @EnumSource(names = {"NATIVE", "GENERIC"})
    @Timeout(110)
    void noPacketIsUnfilteredAndNoneIsLostWhileRulesChange(XdpMode mode) throws Exception {
        Skip.onEmulatedProcessor();
        try (Cable cable = new Cable();
                DatagramSocket passing = new DatagramSocket(0, InetAddress.getByName(Cable.HERE));
                DatagramSocket dropped = new DatagramSocket(0, InetAddress.getByName(Cable.HERE));
                LiveDrop drop = LiveDrop.attach(Manifest.begin(
                        "",
                        mode,
                        Set.of(),
                        List.of(cable.device()),
                        List.of("udp dst port " + dropped.getLocalPort())))) {
            Process flood = cable.java(
                    Flood.class,
                    Cable.HERE,
                    Integer.toString(passing.getLocalPort()),
                    Integer.toString(dropped.getLocalPort()));
            try {
                passing.setSoTimeout(60_000);
                answer(passing, 0);
                passing.setSoTimeout(5_000);
                CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> receive(passing));
                for (int i = 0; i < CHANGES; i++) {
                    Manifest now = drop.manifest();
                    drop.change(
                            i % 2 == 0
                                    ? now.plus(List.of("udp dst port 9", "tcp port " + (1 + i)))
                                    : now.minus(Set.of(
                                            now.rules().getLast().number(),
                                            now.rules().get(1).number())));
                }
                flood.getOutputStream().write('\n');
                flood.getOutputStream().close();
                String sent = new String(flood.getInputStream().readAllBytes(), UTF_8).strip();
                assertThat(sent).as("each window was answered").containsOnlyDigits();
                long count = Long.parseLong(sent);
                assertThat(count).as("it was a flood").isGreaterThan(10L * CHANGES);
                assertThat(received.get()).isEqualTo(count);
                assertThat(drop.count(1).packets())
                        .as("all of the dropped kind")
                        .isEqualTo(count);
                assertThat(drop.count(0).packets()).as("what passed").isGreaterThanOrEqualTo(count);
                dropped.setSoTimeout(1);
                assertThatThrownBy(() -> dropped.receive(new DatagramPacket(new byte[8], 8)))
                        .as("none of the dropped kind came through")
                        .isInstanceOf(SocketTimeoutException.class);
            } finally {
                flood.destroyForcibly();
            }
        }
    }

    /** Takes numbered packets, in order and without a gap, and answers each window, until none comes any more. */
    private static long receive(DatagramSocket socket) {
        long expected = Flood.WINDOW;
        try {
            while (true) {
                expected = answer(socket, expected);
            }
        } catch (SocketTimeoutException end) {
            return expected;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long answer(DatagramSocket socket, long first) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Long.BYTES], Long.BYTES);
        for (int i = 0; i < Flood.WINDOW; i++) {
            socket.receive(packet);
            assertThat(ByteBuffer.wrap(packet.getData()).getLong()).isEqualTo(first + i);
        }
        socket.send(packet);
        return first + Flood.WINDOW;
    }
}
