package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.sys.CallBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of link, as the kernel lays it out. */
final class LinkInfoReaderTest {
    private static final int BODY = LinkInfoReader.BODY;

    private final CallBuffer info =
            CallBuffer.allocate(LinkInfoReader.SIZE).u32(4, 11).u32(8, 22);

    private LinkTarget parse(int type, String text, Long... addresses) {
        LinkInfo parsed = LinkInfoReader.parse(info.u32(0, type), text, List.of(addresses));
        assertThat(parsed.type()).isEqualTo(type);
        assertThat(parsed.id()).isEqualTo(11);
        assertThat(parsed.programId()).isEqualTo(22);
        return parsed.target();
    }

    @Test
    void rawTracepoint() {
        info.u64(BODY + 16, 7);
        assertThat(parse(LinkInfoReader.RAW_TRACEPOINT, "sched_switch"))
                .isEqualTo(new LinkTarget.RawTracepoint("sched_switch", 7));
    }

    @Test
    void tracing() {
        info.u32(BODY, 24).u32(BODY + 4, 1).u32(BODY + 8, 4711).u64(BODY + 16, 9);
        assertThat(parse(LinkInfoReader.TRACING, "")).isEqualTo(new LinkTarget.Tracing(24, 1, 4711, 9));
    }

    @Test
    void cgroup() {
        info.u64(BODY, 1L << 33).u32(BODY + 8, 6);
        assertThat(parse(LinkInfoReader.CGROUP, "")).isEqualTo(new LinkTarget.Cgroup(1L << 33, 6));
    }

    @Test
    void iterators() {
        info.u32(BODY + 12, 5);
        assertThat(parse(LinkInfoReader.ITERATOR, "bpf_map_elem"))
                .isEqualTo(new LinkTarget.Iterator("bpf_map_elem", 5, 0, 0));
        info.u32(BODY + 12, 0).u32(BODY + 16, 100).u32(BODY + 20, 200);
        assertThat(parse(LinkInfoReader.ITERATOR, "task_file"))
                .isEqualTo(new LinkTarget.Iterator("task_file", 0, 100, 200));
        info.u64(BODY + 16, 1L << 40).u32(BODY + 24, 2);
        assertThat(parse(LinkInfoReader.ITERATOR, "cgroup"))
                .isEqualTo(new LinkTarget.Iterator("cgroup", 0, 1L << 40, 2));
    }

    @Test
    void networking() {
        info.u32(BODY, 3).u32(BODY + 4, 46);
        assertThat(parse(LinkInfoReader.NETWORK_NAMESPACE, "")).isEqualTo(new LinkTarget.NetworkNamespace(3, 46));
        assertThat(parse(LinkInfoReader.XDP, "")).isEqualTo(new LinkTarget.Xdp(3));
        assertThat(parse(LinkInfoReader.TCX, "")).isEqualTo(new LinkTarget.Tcx(3, 46));
        assertThat(parse(LinkInfoReader.NETKIT, "")).isEqualTo(new LinkTarget.Netkit(3, 46));
        assertThat(parse(LinkInfoReader.SOCKET_MAP, "")).isEqualTo(new LinkTarget.SocketMap(3, 46));
        assertThat(parse(LinkInfoReader.STRUCT_OPS, "")).isEqualTo(new LinkTarget.StructOps(3));
        info.u32(BODY, 2).u32(BODY + 4, 1).u32(BODY + 8, -300).u32(BODY + 12, 1);
        assertThat(parse(LinkInfoReader.NETFILTER, "")).isEqualTo(new LinkTarget.Netfilter(2, 1, -300, 1));
    }

    @Test
    void manyProbes() {
        info.u32(BODY + 8, 2).u32(BODY + 12, 1).u64(BODY + 16, 6);
        assertThat(parse(LinkInfoReader.KPROBE_MULTI, "", 16L, 32L))
                .isEqualTo(new LinkTarget.KprobeMulti(true, 2, List.of(16L, 32L), 6));
        info.u32(BODY + 36, 1).u32(BODY + 40, 0).u32(BODY + 44, 99);
        assertThat(parse(LinkInfoReader.UPROBE_MULTI, "/bin/bash", 64L))
                .isEqualTo(new LinkTarget.UprobeMulti(false, "/bin/bash", 1, List.of(64L), 99));
    }

    @Test
    void perfEvents() {
        info.u32(BODY, LinkInfoReader.PERF_URETPROBE).u32(BODY + 20, 0x40).u64(BODY + 24, 5);
        assertThat(parse(LinkInfoReader.PERF_EVENT, "/bin/bash"))
                .isEqualTo(new LinkTarget.Uprobe(true, "/bin/bash", 0x40, 5));
        info.u32(BODY, LinkInfoReader.PERF_KPROBE).u64(BODY + 32, 8).u64(BODY + 40, 9);
        assertThat(parse(LinkInfoReader.PERF_EVENT, "vfs_read"))
                .isEqualTo(new LinkTarget.Kprobe(false, "vfs_read", 0x40, 5, 8, 9));
        info.u32(BODY, LinkInfoReader.PERF_TRACEPOINT);
        assertThat(parse(LinkInfoReader.PERF_EVENT, "sys_enter_open"))
                .isEqualTo(new LinkTarget.Tracepoint("sys_enter_open", 5));
        info.u32(BODY, LinkInfoReader.PERF_SAMPLES).u64(BODY + 8, 3).u32(BODY + 16, 1);
        assertThat(parse(LinkInfoReader.PERF_EVENT, "")).isEqualTo(new LinkTarget.PerfEvent(1, 3, 5));
        info.u32(BODY, 0);
        assertThat(parse(LinkInfoReader.PERF_EVENT, "")).isEqualTo(new LinkTarget.UnknownPerfEvent(0));
    }

    @Test
    void kindsOfTheFuture() {
        assertThat(parse(99, "")).isEqualTo(new LinkTarget.Unknown(99));
    }
}
