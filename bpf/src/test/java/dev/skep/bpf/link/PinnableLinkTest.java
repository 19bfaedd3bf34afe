package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.bpf.sys.DetachedMount;
import dev.skep.testkit.network.VirtualCable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class PinnableLinkTest {
    private static final ProgramSpec XDP = TinyPrograms.returning("pinned", ProgramType.XDP, 2)
            .attachType(AttachType.XDP)
            .build();

    @Test
    void staysAttachedUntilItsNameIsRemoved() throws Exception {
        try (VirtualCable other = new VirtualCable();
                DetachedMount files = DetachedMount.of("bpf")) {
            Path pin = Path.of(files.path(), "gate");
            int id;
            try (Program program = Program.load(XDP);
                    XdpLink link = XdpLink.attach(program, other.nearIndex(), XdpMode.AUTO)) {
                link.pin(pin);
                id = program.id();
            }
            assertThat(ProgramInfo.ofId(id)).isPresent();
            try (XdpLink found = XdpLink.open(pin)) {
                assertThat(found.programId()).isEqualTo(id);
                assertThat(found.interfaceIndex()).isEqualTo(other.nearIndex());
                assertThat(found.hook()).isEqualTo("xdp on interface " + other.nearIndex());
            }
            Files.delete(pin);
            Awaitility.await("the kernel detaches")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> ProgramInfo.ofId(id).isEmpty());
        }
    }

    @Test
    void aTracepointsStaysAttachedUntilItsNameIsRemoved() throws Exception {
        ProgramSpec spec =
                TinyPrograms.returning("pinned", ProgramType.TRACEPOINT, 0).build();
        try (DetachedMount files = DetachedMount.of("bpf")) {
            Path pin = Path.of(files.path(), "gate");
            int id;
            try (Program program = Program.load(spec);
                    TracepointLink link = TracepointLink.attach(program, "syscalls/sys_enter_getsid")) {
                link.pin(pin);
                id = program.id();
            }
            assertThat(ProgramInfo.ofId(id)).isPresent();
            Files.delete(pin);
            Awaitility.await("the kernel detaches")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> ProgramInfo.ofId(id).isEmpty());
        }
    }

    @Test
    void isFoundByIdAndItsProgramExchangedThen() throws Exception {
        try (VirtualCable other = new VirtualCable();
                Program first = Program.load(XDP);
                Program second = Program.load(XDP);
                XdpLink link = XdpLink.attach(first, other.nearIndex(), XdpMode.AUTO)) {
            try (XdpLink found = XdpLink.open(link.id()).orElseThrow()) {
                found.replace(second);
            }
            assertThat(link.programId()).isEqualTo(second.id());
        }
        assertThat(XdpLink.open(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void isDetachedWhoeverHoldsIt() throws Exception {
        try (VirtualCable other = new VirtualCable();
                DetachedMount files = DetachedMount.of("bpf");
                Program program = Program.load(XDP);
                XdpLink link = XdpLink.attach(program, other.nearIndex(), XdpMode.AUTO)) {
            Path pin = Path.of(files.path(), "gate");
            link.pin(pin);
            try (XdpLink found = XdpLink.open(pin)) {
                found.detach();
            }
            assertThat(link.interfaceIndex()).isZero();
            try (XdpLink next = XdpLink.attach(program, other.nearIndex(), XdpMode.AUTO)) {
                assertThat(next.interfaceIndex()).isEqualTo(other.nearIndex());
            }
        }
    }

    @Test
    void isRefusedWhereAnotherKindIsPinned() throws Exception {
        try (VirtualCable other = new VirtualCable();
                DetachedMount files = DetachedMount.of("bpf");
                Program program = Program.load(XDP);
                XdpLink link = XdpLink.attach(program, other.nearIndex(), XdpMode.AUTO)) {
            Path pin = Path.of(files.path(), "gate");
            link.pin(pin);
            assertThatThrownBy(() -> TcxLink.open(pin))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("gate is a link of type 6, not 11 (enum bpf_link_type)");
            Path code = Path.of(files.path(), "code");
            program.pin(code);
            assertThatThrownBy(() -> XdpLink.open(code))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("code is no link");
        }
    }

    @Test
    void namesAreTakenOnceAndHaveNoDots() throws Exception {
        try (VirtualCable other = new VirtualCable();
                DetachedMount files = DetachedMount.of("bpf");
                Program program = Program.load(XDP);
                XdpLink link = XdpLink.attach(program, other.nearIndex(), XdpMode.AUTO)) {
            Path pin = Path.of(files.path(), "gate");
            link.pin(pin);
            assertThatThrownBy(() -> link.pin(pin))
                    .isInstanceOfSatisfying(
                            SyscallException.class,
                            failure -> assertThat(failure.is(Errno.EEXIST)).isTrue());
            assertThatThrownBy(() -> link.pin(Path.of(files.path(), "a.b")))
                    .isInstanceOfSatisfying(
                            SyscallException.class,
                            failure -> assertThat(failure.is(Errno.EPERM)).isTrue());
            assertThatThrownBy(() -> XdpLink.open(Path.of(files.path(), "nothing")))
                    .isInstanceOfSatisfying(
                            SyscallException.class,
                            failure -> assertThat(failure.is(Errno.ENOENT)).isTrue());
        }
    }

    @Test
    void thoseOfCgroupsStay() throws Exception {
        try (TestCgroup cgroup = new TestCgroup();
                DetachedMount files = DetachedMount.of("bpf");
                Program program = Program.load(TinyPrograms.returning("egress", ProgramType.CGROUP_SKB, 1)
                        .attachType(AttachType.CGROUP_INET_EGRESS)
                        .build())) {
            Path pin = Path.of(files.path(), "egress");
            try (CgroupLink link = CgroupLink.attach(program, AttachType.CGROUP_INET_EGRESS, cgroup.folder())) {
                link.pin(pin);
            }
            assertThat(AttachedPrograms.inCgroup(cgroup.folder(), AttachType.CGROUP_INET_EGRESS)
                            .programs())
                    .extracting(AttachedPrograms.Entry::programId)
                    .containsExactly(program.id());
            try (CgroupLink found = CgroupLink.open(pin, ProgramType.CGROUP_SKB)) {
                found.replace(program);
            }
        }
    }

    @Test
    void thoseOfNamespacesStay() {
        try (VirtualCable namespace = new VirtualCable();
                DetachedMount files = DetachedMount.of("bpf");
                Program program = Program.load(TinyPrograms.returning("pass", ProgramType.SK_LOOKUP, 1)
                        .attachType(AttachType.SK_LOOKUP)
                        .build())) {
            Path pin = Path.of(files.path(), "lookup");
            int id;
            try (NamespaceLink link = NamespaceLink.attach(program, namespace.namespaceFile())) {
                link.pin(pin);
                id = link.id();
            }
            try (NamespaceLink found = NamespaceLink.open(pin, ProgramType.SK_LOOKUP)) {
                assertThat(found.id()).isEqualTo(id);
                assertThat(found.programId()).isEqualTo(program.id());
                found.replace(program);
            }
            assertThatThrownBy(() -> CgroupLink.open(pin, ProgramType.CGROUP_SKB))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is a link of type 5");
        }
    }
}
