package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.KernelVersion;
import dev.skep.bpf.feature.Support;
import dev.skep.bpf.link.RawTracepointLink;
import dev.skep.bpf.link.TracepointLink;
import dev.skep.bpf.link.TracingLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.bpf.sys.Fd;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links of the running kernel, some of them told by bpftool as well. */
@Tag("kernel")
final class LinkInfoTest {
    private static final int LOOPBACK = 1;

    /** The link of a program; there is only this one. */
    private static LinkInfo linkOf(Program program) {
        return ObjectKind.LINK.ids().stream()
                .flatMap(id -> KernelObject.open(ObjectKind.LINK, id).stream())
                .map(link -> {
                    try (link) {
                        return link.linkInfo();
                    }
                })
                .filter(link -> link.programId() == program.id())
                .findFirst()
                .orElseThrow();
    }

    private static String bpftool(int link) throws IOException {
        Process process = new ProcessBuilder("bpftool", "-j", "link", "show", "id", Integer.toString(link))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void since(int major, int minor) {
        KernelVersion first = new KernelVersion(major, minor);
        Skip.unless(!KernelVersion.running().before(first), "the kernel tells it since Linux " + first);
    }

    private static Path cgroupRoot() {
        return Stream.of("/sys/fs/cgroup/unified", "/sys/fs/cgroup")
                .map(Path::of)
                .filter(root -> Files.exists(root.resolve("cgroup.controllers")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("cgroup v2 is not mounted"));
    }

    @Test
    void rawTracepointsHaveTheirName() throws Exception {
        try (Program program = TinyPrograms.load("raw", ProgramType.RAW_TRACEPOINT);
                RawTracepointLink _ = RawTracepointLink.attach(program, "sched_process_exit")) {
            LinkInfo info = linkOf(program);
            assertThat(info.target()).isEqualTo(new LinkTarget.RawTracepoint("sched_process_exit", 0));
            assertThat(bpftool(info.id())).contains("\"tp_name\":\"sched_process_exit\"");
        }
    }

    @Test
    void typedTracepointsAreToldAsRawOnes() {
        int type = Btf.vmlinux().find("btf_trace_sched_process_exit", BtfKind.TYPEDEF);
        try (Program program = Program.load(TinyPrograms.returning("typed", ProgramType.TRACING, 0)
                        .attachType(AttachType.TRACE_RAW_TP)
                        .attachTo(type)
                        .build());
                TracingLink _ = TracingLink.attach(program)) {
            assertThat(linkOf(program).target()).isEqualTo(new LinkTarget.RawTracepoint("sched_process_exit", 0));
        }
    }

    @Test
    void functionsHaveTheirTypeInTheKernelsBtf() throws Exception {
        Support trampolines = KernelFeatures.of(KernelFeature.FENTRY);
        Skip.unless(trampolines.isSupported(), trampolines.reason());
        int function = Btf.vmlinux().find("vfs_unlink", BtfKind.FUNC);
        try (Program program = Program.load(TinyPrograms.returning("entry", ProgramType.TRACING, 0)
                        .attachType(AttachType.TRACE_FENTRY)
                        .attachTo(function)
                        .build());
                TracingLink _ = TracingLink.attach(program)) {
            LinkInfo info = linkOf(program);
            assertThat(info.target()).isInstanceOfSatisfying(LinkTarget.Tracing.class, tracing -> {
                assertThat(tracing.attachType()).isEqualTo(AttachType.TRACE_FENTRY.number());
                assertThat(tracing.typeId()).isEqualTo(function);
                assertThat(LoadedBtf.ofId(tracing.objectId()).orElseThrow().owner())
                        .isEqualTo("vmlinux");
            });
        }
    }

    @Test
    void tracepointsHaveTheirName() {
        since(6, 6);
        try (Program program = TinyPrograms.load("tracepoint", ProgramType.TRACEPOINT);
                TracepointLink _ = TracepointLink.attach(program, "sched/sched_process_exit")) {
            assertThat(linkOf(program).target()).isEqualTo(new LinkTarget.Tracepoint("sched_process_exit", 0));
        }
    }

    @Test
    void xdpHasItsInterface() throws Exception {
        try (Fd program = RawLinks.program(6, 37, 0, 2);
                Fd link = RawLinks.link(program, LOOPBACK, 37)) {
            LinkInfo info = RawLinks.info(link);
            assertThat(info.target()).isEqualTo(new LinkTarget.Xdp(LOOPBACK));
            assertThat(bpftool(info.id())).contains("\"type\":\"xdp\"");
        }
    }

    @Test
    void tcxHasItsInterfaceAndDirection() {
        since(6, 6);
        int next = -1;
        try (Fd program = RawLinks.program(3, 46, 0, next);
                Fd link = RawLinks.link(program, LOOPBACK, 46)) {
            assertThat(RawLinks.info(link).target()).isEqualTo(new LinkTarget.Tcx(LOOPBACK, 46));
        }
    }

    @Test
    void cgroupsHaveTheirInode() throws Exception {
        Path cgroup =
                cgroupRoot().resolve("skep-test-" + ProcessHandle.current().pid());
        Files.createDirectory(cgroup);
        try (Fd folder = Fd.open(cgroup.toString(), 0);
                Fd program = RawLinks.program(8, 1, 0, 1);
                Fd link = RawLinks.link(program, folder.number(), 1)) {
            LinkInfo info = RawLinks.info(link);
            long inode = (Long) Objects.requireNonNull(Files.getAttribute(cgroup, "unix:ino"));
            assertThat(info.target()).isEqualTo(new LinkTarget.Cgroup(inode, 1));
            assertThat(bpftool(info.id())).contains("\"cgroup_id\":" + inode);
        } finally {
            Files.delete(cgroup);
        }
    }

    @Test
    void networkNamespacesHaveTheirInode() throws Exception {
        try (Fd namespace = Fd.open("/proc/self/ns/net", 0);
                Fd program = RawLinks.program(30, 36, 0, 1);
                Fd link = RawLinks.link(program, namespace.number(), 36)) {
            LinkInfo info = RawLinks.info(link);
            int inode = ((Number) Objects.requireNonNull(Files.getAttribute(Path.of("/proc/self/ns/net"), "unix:ino")))
                    .intValue();
            assertThat(info.target()).isEqualTo(new LinkTarget.NetworkNamespace(inode, 36));
            assertThat(bpftool(info.id())).contains("\"netns_ino\":" + Integer.toUnsignedString(inode));
        }
    }

    @Test
    void iteratorsHaveTheirTarget() throws Exception {
        int function = Btf.vmlinux().find("bpf_iter_task", BtfKind.FUNC);
        Skip.unless(function > 0, "this kernel has no iterator over tasks");
        try (Fd program = RawLinks.program(26, 28, function, 0);
                Fd link = RawLinks.link(program, 0, 28)) {
            LinkInfo info = RawLinks.info(link);
            assertThat(info.target()).isEqualTo(new LinkTarget.Iterator("task", 0, 0, 0));
            assertThat(bpftool(info.id())).contains("\"target_name\":\"task\"");
        }
    }

    @Test
    void netfilterHasHookAndPriority() {
        since(6, 4);
        Skip.unless(Btf.vmlinux().find("bpf_nf_link", BtfKind.STRUCT) > 0, "this kernel has no netfilter programs");
        int ipv4 = 2;
        int output = 3;
        try (Fd program = RawLinks.program(32, 45, 0, 1);
                Fd link = RawLinks.link(program, 0, 45, ipv4, output, 123, 0)) {
            assertThat(RawLinks.info(link).target()).isEqualTo(new LinkTarget.Netfilter(ipv4, output, 123, 0));
        }
    }

    @Test
    void everyLinkOfTheSystemCanBeRead() {
        List<LinkInfo> all = ObjectKind.LINK.ids().stream()
                .flatMap(id -> KernelObject.open(ObjectKind.LINK, id).stream())
                .map(link -> {
                    try (link) {
                        return link.linkInfo();
                    }
                })
                .toList();
        assertThat(all).noneMatch(link -> link.target() instanceof LinkTarget.Unknown);
    }
}
