package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class CgroupLinkTest {
    private static final AttachType TYPE = AttachType.CGROUP_INET4_CONNECT;

    private static Program allow() {
        return Program.load(TinyPrograms.returning("allow", ProgramType.CGROUP_SOCK_ADDR, 1)
                .attachType(TYPE)
                .build());
    }

    private static List<Integer> attached(TestCgroup cgroup) {
        return AttachedPrograms.inCgroup(cgroup.folder(), TYPE).programs().stream()
                .map(AttachedPrograms.Entry::programId)
                .toList();
    }

    @Test
    void staysUntilItIsClosedBesideOthers() throws IOException {
        try (TestCgroup cgroup = new TestCgroup();
                Program a = allow();
                Program b = allow()) {
            try (CgroupLink first = CgroupLink.attach(a, TYPE, cgroup.folder());
                    CgroupLink second = CgroupLink.attach(b, TYPE, cgroup.folder())) {
                assertThat(first.hook()).isEqualTo("CGROUP_INET4_CONNECT of " + cgroup.folder());
                assertThat(second.hook()).isEqualTo(first.hook());
                assertThat(attached(cgroup)).containsExactly(a.id(), b.id());
            }
            assertThat(attached(cgroup)).isEmpty();
        }
    }

    @Test
    void keepsTheOrderThatIsAskedFor() throws IOException {
        try (TestCgroup cgroup = new TestCgroup();
                Program a = allow();
                Program b = allow();
                Program c = allow();
                Program d = allow();
                CgroupLink middle = CgroupLink.attach(b, TYPE, cgroup.folder())) {
            List<CgroupLink> links = new ArrayList<>();
            try {
                links.add(CgroupLink.attach(a, TYPE, cgroup.folder(), LinkOrder.FIRST));
                links.add(CgroupLink.attach(d, TYPE, cgroup.folder(), LinkOrder.afterLink(middle.id())));
                links.add(CgroupLink.attach(c, TYPE, cgroup.folder(), LinkOrder.afterLink(middle.id())));
                assertThat(attached(cgroup)).containsExactly(a.id(), b.id(), c.id(), d.id());
                long revision = AttachedPrograms.inCgroup(cgroup.folder(), TYPE).revision();
                assertThatThrownBy(() -> CgroupLink.attach(
                                        a, TYPE, cgroup.folder(), LinkOrder.LAST.atRevision(revision - 1))
                                .close())
                        .isInstanceOf(SyscallException.class)
                        .hasMessageContaining("ESTALE");
                links.add(CgroupLink.attach(a, TYPE, cgroup.folder(), LinkOrder.LAST.atRevision(revision)));
            } catch (UnsupportedFeatureException old) {
                assertThat(old).hasMessageContaining("since Linux 6.16");
                throw Skip.because(String.valueOf(old.getMessage()));
            } finally {
                links.forEach(CgroupLink::close);
            }
        }
    }

    @Test
    void exchangesItsProgram() throws IOException {
        try (TestCgroup cgroup = new TestCgroup();
                Program a = allow();
                Program b = allow();
                Program filter = TinyPrograms.load("other", ProgramType.SOCKET_FILTER);
                CgroupLink link = CgroupLink.attach(a, TYPE, cgroup.folder())) {
            link.replace(b);
            assertThat(attached(cgroup)).containsExactly(b.id());
            assertThatThrownBy(() -> link.replace(filter)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void outlivesItsCgroupAsALinkToNothing() throws IOException {
        TestCgroup cgroup = new TestCgroup();
        try (Program program = allow()) {
            CgroupLink link;
            try (cgroup) {
                link = CgroupLink.attach(program, TYPE, cgroup.folder());
            }
            try (link) {
                org.awaitility.Awaitility.await("the cgroup is gone")
                        .untilAsserted(() -> assertThatThrownBy(() -> link.replace(program))
                                .isInstanceOf(SyscallException.class)
                                .hasMessageContaining("is gone"));
            }
        }
    }

    @Test
    void refusesAFolderThatIsNoCgroup() {
        try (Program program = allow()) {
            assertThatThrownBy(() -> CgroupLink.attach(program, TYPE, Path.of("/tmp")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no folder of cgroup v2");
        }
    }
}
