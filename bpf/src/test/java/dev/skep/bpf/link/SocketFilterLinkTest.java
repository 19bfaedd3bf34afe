package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.SocketCall;
import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class SocketFilterLinkTest {
    @Test
    void seesThePacketsOfADevice() throws IOException {
        try (VirtualCable other = new VirtualCable();
                RunStatistics statistics = RunStatistics.enable();
                Program program = TinyPrograms.load("seen", ProgramType.SOCKET_FILTER);
                SocketFilterLink link = SocketFilterLink.onDevice(program, other.nearIndex())) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo("socket filter on interface " + other.nearIndex());
            long before = program.info().runCount();
            other.send("x", 9);
            TinyPrograms.awaitRunsBeyond(program, before);
        }
    }

    @Test
    void leavesTheSocketOfAnother() {
        try (Program program = TinyPrograms.load("seen", ProgramType.SOCKET_FILTER);
                Fd socket = SocketCall.open(SocketCall.AF_PACKET, SocketCall.SOCK_RAW, 0, "test")) {
            SocketFilterLink link = SocketFilterLink.onSocket(program, socket.number());
            link.close();
            link.close();
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void refusesADescriptorThatIsNoSocket() throws IOException {
        try (Program program = TinyPrograms.load("seen", ProgramType.SOCKET_FILTER);
                Fd file = Fd.open("/dev/null", 0)) {
            assertThatThrownBy(() -> SocketFilterLink.onSocket(program, file.number()))
                    .isInstanceOfSatisfying(
                            SyscallException.class,
                            failure -> assertThat(failure.is(Errno.ENOTSOCK)).isTrue());
        }
    }
}
