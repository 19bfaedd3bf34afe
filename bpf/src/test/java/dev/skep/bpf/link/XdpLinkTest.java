package dev.skep.bpf.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.testkit.network.VirtualCable;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
final class XdpLinkTest {
    private static final int XDP_DROP = 1;
    private static final int LOOPBACK = 1;
    private static final ProgramSpec DROP = TinyPrograms.returning("drop", ProgramType.XDP, XDP_DROP)
            .attachType(AttachType.XDP)
            .build();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HARDWARE")
    void dropsPacketsUntilItIsClosed(XdpMode mode) throws Exception {
        try (VirtualCable other = new VirtualCable();
                RunStatistics statistics = RunStatistics.enable();
                Program program = Program.load(DROP);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(VirtualCable.HERE))) {
            assertThat(statistics).isNotNull();
            int port = socket.getLocalPort();
            other.send("before", port);
            assertThat(receive(socket)).isEqualTo("before");
            try (XdpLink link = XdpLink.attach(program, other.nearIndex(), mode)) {
                assertThat(link.hook()).isEqualTo("xdp on interface " + other.nearIndex());
                assertThat(link.mode()).contains(mode == XdpMode.AUTO ? XdpMode.NATIVE : mode);
                long before = program.info().runCount();
                other.send("dropped", port);
                TinyPrograms.awaitRunsBeyond(program, before);
            }
            other.send("after", port);
            assertThat(receive(socket)).isEqualTo("after");
        }
    }

    @Test
    void saysThatAnotherProgramIsThere() throws Exception {
        try (VirtualCable other = new VirtualCable();
                Program program = Program.load(DROP)) {
            int index = other.nearIndex();
            try (XdpLink first = XdpLink.attach(program, index, XdpMode.AUTO)) {
                assertThatThrownBy(() -> XdpLink.attach(program, index, XdpMode.AUTO))
                        .isInstanceOfSatisfying(
                                SyscallException.class,
                                failure -> assertThat(failure.is(Errno.EBUSY)).isTrue())
                        .hasMessageContaining(first.hook())
                        .hasMessageEndingWith("another program is attached there; detach it first");
            }
        }
    }

    @Test
    void refusesAnInterfaceThatDoesNotExist() {
        try (Program program = Program.load(DROP)) {
            assertThatThrownBy(() -> XdpLink.attach(program, Integer.MAX_VALUE, XdpMode.AUTO))
                    .isInstanceOf(SyscallException.class);
            assertThatThrownBy(() -> XdpLink.attach(program, 0, XdpMode.AUTO))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesTheModeThatADeviceCannotDo() throws Exception {
        try (VirtualCable other = new VirtualCable();
                Program program = Program.load(DROP)) {
            assertThatThrownBy(() -> XdpLink.attach(program, other.nearIndex(), XdpMode.HARDWARE))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("on the network card (hardware) is not available")
                    .hasMessageContaining("use NATIVE or AUTO");
            assertThatThrownBy(() -> XdpLink.attach(program, LOOPBACK, XdpMode.NATIVE))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("in the driver (native) is not available")
                    .hasMessageContaining("GENERIC works for every device");
        }
    }

    @Test
    void tellsWhatIsAttachedAndExchangesIt() throws Exception {
        try (VirtualCable other = new VirtualCable();
                Program first = Program.load(DROP);
                Program second = Program.load(DROP);
                Program filter = TinyPrograms.load("other", ProgramType.SOCKET_FILTER);
                XdpLink link = XdpLink.attach(first, other.nearIndex(), XdpMode.AUTO)) {
            assertThat(link.id()).isPositive();
            assertThat(link.programId()).isEqualTo(first.id());
            assertThat(link.interfaceIndex()).isEqualTo(other.nearIndex());
            link.replace(second);
            assertThat(link.programId()).isEqualTo(second.id());
            assertThatThrownBy(() -> link.replace(filter)).isInstanceOf(IllegalArgumentException.class);
            assertThat(link.programId()).isEqualTo(second.id());
        }
    }

    @Test
    void outlivesItsDeviceAsALinkToNothing() throws Exception {
        VirtualCable other = new VirtualCable();
        try (Program program = Program.load(DROP)) {
            XdpLink link;
            try (other) {
                link = XdpLink.attach(program, other.nearIndex(), XdpMode.AUTO);
            }
            try (link) {
                assertThat(link.interfaceIndex()).isZero();
                assertThat(link.mode()).isEmpty();
                assertThatThrownBy(() -> link.replace(program))
                        .isInstanceOf(SyscallException.class)
                        .hasMessageContaining("is gone");
            }
        }
    }

    private static String receive(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[64], 64);
        socket.setSoTimeout(20_000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }
}
