package dev.skep.bpf.inspect;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads struct bpf_link_info (include/uapi/linux/bpf.h v6.18).
 *
 * <ol>
 *   <li>A first call tells the kind, and how many functions or offsets there are.
 *   <li>A second one fills the buffers that this kind needs: names, paths, the first addresses.
 * </ol>
 */
final class LinkInfoReader {
    static final int SIZE = 64;
    /** The part that depends on the kind begins here. */
    static final int BODY = 16;

    static final int RAW_TRACEPOINT = 1;
    static final int TRACING = 2;
    static final int CGROUP = 3;
    static final int ITERATOR = 4;
    static final int NETWORK_NAMESPACE = 5;
    static final int XDP = 6;
    static final int PERF_EVENT = 7;
    static final int KPROBE_MULTI = 8;
    static final int STRUCT_OPS = 9;
    static final int NETFILTER = 10;
    static final int TCX = 11;
    static final int UPROBE_MULTI = 12;
    static final int NETKIT = 13;
    static final int SOCKET_MAP = 14;

    static final int PERF_UPROBE = 1;
    static final int PERF_URETPROBE = 2;
    static final int PERF_KPROBE = 3;
    static final int PERF_KRETPROBE = 4;
    static final int PERF_TRACEPOINT = 5;
    static final int PERF_SAMPLES = 6;

    /** PATH_MAX. */
    private static final int TEXT_BYTES = 4096;
    /** Of thousands of functions the first ones are told. */
    private static final int MOST_ADDRESSES = 64;
    /** BPF_F_KPROBE_MULTI_RETURN, BPF_F_UPROBE_MULTI_RETURN. */
    private static final int ON_RETURN = 1;

    private LinkInfoReader() {}

    static LinkInfo read(int fd, String object) {
        CallBuffer first = CallBuffer.allocate(SIZE);
        call(fd, first, object);
        CallBuffer text = CallBuffer.allocate(TEXT_BYTES);
        CallBuffer second = CallBuffer.allocate(SIZE);
        List<Long> addresses = List.of();
        switch (first.u32(0)) {
            case RAW_TRACEPOINT, ITERATOR -> {
                second.pointer(BODY, text).u32(BODY + 8, TEXT_BYTES);
                call(fd, second, object);
            }
            case PERF_EVENT -> {
                int kind = first.u32(BODY);
                if (kind >= PERF_UPROBE && kind <= PERF_TRACEPOINT) {
                    second.pointer(BODY + 8, text).u32(BODY + 16, TEXT_BYTES);
                }
                call(fd, second, object);
            }
            case KPROBE_MULTI -> {
                int count = Math.clamp(first.u32(BODY + 8), 0, MOST_ADDRESSES);
                CallBuffer found = CallBuffer.allocate(Math.max(1, count) * Long.BYTES);
                if (count > 0 && count == first.u32(BODY + 8)) {
                    second.pointer(BODY, found).u32(BODY + 8, count);
                    call(fd, second, object);
                    addresses = numbers(found, count);
                } else {
                    second = first;
                }
            }
            case UPROBE_MULTI -> {
                int count = Math.clamp(first.u32(BODY + 36), 0, MOST_ADDRESSES);
                CallBuffer found = CallBuffer.allocate(Math.max(1, count) * Long.BYTES);
                second.pointer(BODY, text).u32(BODY + 32, TEXT_BYTES);
                if (count > 0 && count == first.u32(BODY + 36)) {
                    second.pointer(BODY + 8, found).u32(BODY + 36, count);
                }
                call(fd, second, object);
                addresses = numbers(found, count);
            }
            default -> second = first;
        }
        return parse(second, text.string(0), addresses);
    }

    private static void call(int fd, CallBuffer info, String object) {
        CallBuffer attributes = CallBuffer.allocate(16).u32(0, fd).u32(4, SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, object);
    }

    private static List<Long> numbers(CallBuffer buffer, int count) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long number = buffer.u64(i * Long.BYTES);
            if (number != 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** What the filled struct says, with the text and the addresses that its pointers lead to. */
    static LinkInfo parse(CallBuffer info, String text, List<Long> addresses) {
        int type = info.u32(0);
        int first = info.u32(BODY);
        int second = info.u32(BODY + 4);
        LinkTarget target = switch (type) {
            case RAW_TRACEPOINT -> new LinkTarget.RawTracepoint(text, info.u64(BODY + 16));
            case TRACING -> new LinkTarget.Tracing(first, second, info.u32(BODY + 8), info.u64(BODY + 16));
            case CGROUP -> new LinkTarget.Cgroup(info.u64(BODY), info.u32(BODY + 8));
            case ITERATOR -> iterator(info, text);
            case NETWORK_NAMESPACE -> new LinkTarget.NetworkNamespace(first, second);
            case XDP -> new LinkTarget.Xdp(first);
            case PERF_EVENT -> perfEvent(info, text);
            case KPROBE_MULTI ->
                new LinkTarget.KprobeMulti(
                        (info.u32(BODY + 12) & ON_RETURN) != 0, info.u32(BODY + 8), addresses, info.u64(BODY + 16));
            case STRUCT_OPS -> new LinkTarget.StructOps(first);
            case NETFILTER -> new LinkTarget.Netfilter(first, second, info.u32(BODY + 8), info.u32(BODY + 12));
            case TCX -> new LinkTarget.Tcx(first, second);
            case UPROBE_MULTI ->
                new LinkTarget.UprobeMulti(
                        (info.u32(BODY + 40) & ON_RETURN) != 0,
                        text,
                        info.u32(BODY + 36),
                        addresses,
                        info.u32(BODY + 44));
            case NETKIT -> new LinkTarget.Netkit(first, second);
            case SOCKET_MAP -> new LinkTarget.SocketMap(first, second);
            default -> new LinkTarget.Unknown(type);
        };
        return new LinkInfo(type, info.u32(4), info.u32(8), target);
    }

    private static LinkTarget iterator(CallBuffer info, String name) {
        int mapId = info.u32(BODY + 12);
        return switch (name) {
            case "cgroup" -> new LinkTarget.Iterator(name, 0, info.u64(BODY + 16), info.u32(BODY + 24));
            case "task", "task_file", "task_vma" ->
                new LinkTarget.Iterator(name, 0, Integer.toUnsignedLong(info.u32(BODY + 16)), info.u32(BODY + 20));
            default -> new LinkTarget.Iterator(name, mapId, 0, 0);
        };
    }

    private static LinkTarget perfEvent(CallBuffer info, String text) {
        int kind = info.u32(BODY);
        int offset = info.u32(BODY + 20);
        long cookie = info.u64(BODY + 24);
        return switch (kind) {
            case PERF_UPROBE, PERF_URETPROBE -> new LinkTarget.Uprobe(kind == PERF_URETPROBE, text, offset, cookie);
            case PERF_KPROBE, PERF_KRETPROBE ->
                new LinkTarget.Kprobe(
                        kind == PERF_KRETPROBE, text, offset, cookie, info.u64(BODY + 32), info.u64(BODY + 40));
            case PERF_TRACEPOINT -> new LinkTarget.Tracepoint(text, cookie);
            case PERF_SAMPLES -> new LinkTarget.PerfEvent(info.u32(BODY + 16), info.u64(BODY + 8), cookie);
            default -> new LinkTarget.UnknownPerfEvent(kind);
        };
    }
}
