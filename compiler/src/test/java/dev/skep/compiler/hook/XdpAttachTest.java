package dev.skep.compiler.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two ends of a virtual cable, the far one in a network namespace of its own. */
@Tag("kernel")
@Tag("quick")
class XdpAttachTest {
    private static final String UNIQUE = Long.toString(ProcessHandle.current().pid() % 100_000);
    private static final String NAMESPACE = "skep-xdp-" + UNIQUE;
    private static final String NEAR = "skepx" + UNIQUE;
    private static final String FAR = "skepy" + UNIQUE;
    private static final String HERE = "198.18.78.1";

    interface Header extends Struct {
        @U8
        int version();

        @U8
        int service();

        @U16
        int length();

        @U16
        int id();

        @U16
        int fragment();

        @U8
        int ttl();

        @U8
        int protocol();
    }

    interface Ports extends Struct {
        @BigEndian
        @U16
        int source();

        @BigEndian
        @U16
        int destination();
    }

    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Drop {
        private final String device = NEAR;
        private final int port;
        int dropped;

        Drop(int port) {
            this.port = port;
        }

        @Xdp("{device}")
        int see(XdpContext packet) {
            Header ip = packet.at(14, Header.class);
            Ports ports = packet.at(34, Ports.class);
            if (ip == null || ports == null || ip.protocol() != 17 || ports.destination() != port) {
                return XdpContext.PASS;
            }
            dropped++;
            return XdpContext.DROP;
        }
    }

    @BeforeEach
    void connect() {
        ip("netns", "add", NAMESPACE);
        ip("link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", NAMESPACE);
        ip("addr", "add", HERE + "/30", "dev", NEAR);
        ip("-n", NAMESPACE, "addr", "add", "198.18.78.2/30", "dev", FAR);
        ip("link", "set", NEAR, "up");
        ip("-n", NAMESPACE, "link", "set", FAR, "up");
    }

    @AfterEach
    void disconnect() {
        ip("link", "del", NEAR);
        ip("netns", "del", NAMESPACE);
    }

    @Test
    void dropsPacketsOfOnePortUntilItIsClosed() throws Exception {
        try (DatagramSocket blocked = new DatagramSocket(0, InetAddress.getByName(HERE));
                DatagramSocket open = new DatagramSocket(0, InetAddress.getByName(HERE))) {
            blocked.setSoTimeout(20_000);
            open.setSoTimeout(20_000);
            Drop drop = new Drop(blocked.getLocalPort());
            try (Loaded<Drop> loaded = Kernel.load(drop)) {
                assertThat(loaded.program("see").compiled().hook()).isEqualTo("XDP on " + NEAR);
                send("blocked", blocked.getLocalPort());
                send("open", open.getLocalPort());
                assertThat(receive(open)).isEqualTo("open");
                Awaitility.await("the packet is dropped").until(() -> {
                    loaded.refresh();
                    return drop.dropped == 1;
                });
            }
            send("free", blocked.getLocalPort());
            assertThat(receive(blocked)).isEqualTo("free");
        }
    }

    static final class NoDevice {
        @Xdp("skep-no-device")
        int see(XdpContext packet) {
            return XdpContext.PASS;
        }
    }

    @Test
    void namesTheDeviceThatDoesNotExist() {
        assertThatThrownBy(() -> Kernel.load(new NoDevice()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network device skep-no-device");
    }

    private static void send(String text, int port) {
        ip("netns", "exec", NAMESPACE, "bash", "-c", "echo -n " + text + " > /dev/udp/" + HERE + "/" + port);
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(command + ": " + output);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(command.toString(), failure);
        }
    }
}
