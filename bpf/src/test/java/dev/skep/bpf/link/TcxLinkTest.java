package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.Require;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class TcxLinkTest {
    private static final int TCX_NEXT = -1;

    @BeforeEach
    void requireTcx() {
        Require.feature(KernelFeature.TCX);
    }

    private static Program next(String name) {
        return Program.load(
                TinyPrograms.returning(name, ProgramType.SCHED_CLS, TCX_NEXT).build());
    }

    private static List<Integer> order(int index) {
        return AttachedPrograms.onDevice(index, AttachType.TCX_INGRESS).programs().stream()
                .map(AttachedPrograms.Entry::programId)
                .toList();
    }

    @Test
    void seesPacketsUntilItIsClosed() throws IOException {
        try (VirtualCable other = new VirtualCable();
                RunStatistics statistics = RunStatistics.enable();
                Program program = next("seen")) {
            assertThat(statistics).isNotNull();
            try (TcxLink link = TcxLink.attach(program, other.nearIndex(), Direction.INGRESS)) {
                assertThat(link.hook()).isEqualTo("tcx ingress of interface " + other.nearIndex());
                assertThat(link.interfaceIndex()).isEqualTo(other.nearIndex());
                long before = program.info().runCount();
                other.send("x", 9);
                TinyPrograms.awaitRunsBeyond(program, before);
            }
            assertThat(order(other.nearIndex())).isEmpty();
        }
    }

    @Test
    void keepsTheOrderThatIsAskedFor() throws IOException {
        try (VirtualCable other = new VirtualCable();
                Program a = next("a");
                Program b = next("b");
                Program c = next("c");
                Program d = next("d")) {
            int index = other.nearIndex();
            try (TcxLink middle = TcxLink.attach(b, index, Direction.INGRESS);
                    TcxLink first = TcxLink.attach(a, index, Direction.INGRESS, LinkOrder.FIRST);
                    TcxLink last = TcxLink.attach(d, index, Direction.INGRESS, LinkOrder.afterLink(middle.id()));
                    TcxLink third = TcxLink.attach(c, index, Direction.INGRESS, LinkOrder.beforeLink(last.id()))) {
                assertThat(first.id()).isNotEqualTo(third.id());
                assertThat(order(index)).containsExactly(a.id(), b.id(), c.id(), d.id());
            }
        }
    }

    @Test
    void refusesAnOrderWhenTheHookHasChanged() throws IOException {
        try (VirtualCable other = new VirtualCable();
                Program a = next("a");
                Program b = next("b")) {
            int index = other.nearIndex();
            long revision =
                    AttachedPrograms.onDevice(index, AttachType.TCX_INGRESS).revision();
            LinkOrder order = LinkOrder.FIRST.atRevision(revision);
            try (TcxLink first = TcxLink.attach(a, index, Direction.INGRESS, order)) {
                assertThat(first.id()).isPositive();
                assertThatThrownBy(() -> TcxLink.attach(b, index, Direction.INGRESS, order))
                        .isInstanceOfSatisfying(
                                SyscallException.class,
                                failure -> assertThat(failure.is(Errno.ESTALE)).isTrue());
            }
        }
    }

    @Test
    void exchangesTheProgramInItsPlace() throws IOException {
        try (VirtualCable other = new VirtualCable();
                Program a = next("a");
                Program b = next("b");
                Program c = next("c");
                Program filter = TinyPrograms.load("other", ProgramType.SOCKET_FILTER)) {
            int index = other.nearIndex();
            try (TcxLink first = TcxLink.attach(a, index, Direction.INGRESS);
                    TcxLink second = TcxLink.attach(b, index, Direction.INGRESS)) {
                assertThatThrownBy(() -> first.replace(filter)).isInstanceOf(IllegalArgumentException.class);
                first.replace(c);
                assertThat(second.id()).isPositive();
                assertThat(order(index)).containsExactly(c.id(), b.id());
            }
        }
    }

    @Test
    void outlivesItsDeviceAsALinkToNothing() throws IOException {
        VirtualCable other = new VirtualCable();
        try (Program program = next("a")) {
            TcxLink link;
            try (other) {
                link = TcxLink.attach(program, other.nearIndex(), Direction.EGRESS);
            }
            try (link) {
                assertThat(link.interfaceIndex()).isZero();
                assertThatThrownBy(() -> link.replace(program))
                        .isInstanceOf(SyscallException.class)
                        .hasMessageContaining("is gone");
            }
        }
    }
}
