package dev.skep.compiler.internal.intrinsic;

import dev.skep.compiler.helper.TcpSock;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.hook.CgroupSkbContext;
import dev.skep.compiler.hook.DeviceContext;
import dev.skep.compiler.hook.FlowDissectorContext;
import dev.skep.compiler.hook.FlowKeys;
import dev.skep.compiler.hook.SkLookupContext;
import dev.skep.compiler.hook.SkMsgContext;
import dev.skep.compiler.hook.SkReuseportContext;
import dev.skep.compiler.hook.SkSkbContext;
import dev.skep.compiler.hook.SkbContext;
import dev.skep.compiler.hook.SockAddrContext;
import dev.skep.compiler.hook.SockContext;
import dev.skep.compiler.hook.SockOpsContext;
import dev.skep.compiler.hook.SocketFilterContext;
import dev.skep.compiler.hook.SockoptContext;
import dev.skep.compiler.hook.SysctlContext;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Region;

/** Where the fields of contexts and sockets lie. Offsets are those of include/uapi/linux/bpf.h. */
final class ContextIntrinsics {
    private ContextIntrinsics() {}

    static void addTo(IntrinsicTable table) {
        packets(table);
        addresses(table);
        sockets(table);
        calls(table);
        connections(table);
    }

    /** {@code struct __sk_buff}, and {@code struct sk_msg_md}. */
    private static void packets(IntrinsicTable table) {
        ContextFields.of(
                        table,
                        SkbContext.class,
                        TcContext.class,
                        CgroupSkbContext.class,
                        SkSkbContext.class,
                        SocketFilterContext.class)
                .number("length", 0)
                .number("packetType", 4)
                .number("mark", 8)
                .number("queueMapping", 12)
                .networkShort("protocol", 16)
                .number("vlanPresent", 20)
                .number("vlanTci", 24)
                .networkShort("vlanProtocol", 28)
                .number("priority", 32)
                .number("ingressIfindex", 36)
                .number("ifindex", 40)
                .numbers("controlBlock", 48, 5)
                .number("hash", 68)
                .number("napiId", 84)
                .number("gsoSegments", 164)
                .number("gsoSize", 176);
        ContextFields.of(table, TcContext.class)
                .number("tcClassid", 72)
                .wide("timestamp", 152)
                .number("wireLength", 160);
        ContextFields.of(table, CgroupSkbContext.class, SkSkbContext.class)
                .number("family", 88)
                .network("remoteIp4", 92)
                .network("localIp4", 96)
                .ip6("remoteIp6", 100)
                .ip6("localIp6", 116)
                .network("remotePort", 132)
                .number("localPort", 136);
        ContextFields.of(table, TcContext.class, CgroupSkbContext.class)
                .pointer("socket", 168, BpfSock.class, Region.CONTEXT, Nullability.UNCHECKED);
        ContextFields.of(table, FlowDissectorContext.class)
                .pointer("keys", 144, FlowKeys.class, Region.SHARED_CONTEXT, Nullability.NEVER);
        ContextFields.of(table, SkMsgContext.class)
                .number("family", 16)
                .network("remoteIp4", 20)
                .network("localIp4", 24)
                .network("remotePort", 60)
                .number("localPort", 64)
                .number("size", 68);
    }

    /** {@code struct bpf_sock_addr}, {@code struct bpf_sk_lookup}. */
    private static void addresses(IntrinsicTable table) {
        ContextFields.of(table, SockAddrContext.class)
                .number("userFamily", 0)
                .network("userIp4", 4)
                .ip6("userIp6", 8)
                .networkShort("userPort", 24)
                .number("family", 28)
                .number("type", 32)
                .number("protocol", 36)
                .network("messageSourceIp4", 40)
                .ip6("messageSourceIp6", 44)
                .pointer("socket", 64, BpfSock.class, Region.CONTEXT, Nullability.NEVER);
        ContextFields.of(table, SkReuseportContext.class)
                .number("length", 16)
                .networkShort("etherType", 20)
                .number("protocol", 24)
                .number("boundToAny", 28)
                .number("hash", 32);
        ContextFields.of(table, SkLookupContext.class)
                .wide("cookie", 0)
                .number("family", 8)
                .number("protocol", 12)
                .network("remoteIp4", 16)
                .ip6("remoteIp6", 20)
                .networkShort("remotePort", 36)
                .network("localIp4", 40)
                .ip6("localIp6", 44)
                .number("localPort", 60)
                .number("ingressIfindex", 64);
    }

    /** {@code struct bpf_sock}, {@code struct bpf_tcp_sock}. */
    private static void sockets(IntrinsicTable table) {
        ContextFields.of(table, BpfSock.class, SockContext.class)
                .number("boundIfindex", 0)
                .number("family", 4)
                .number("type", 8)
                .number("protocol", 12)
                .number("mark", 16)
                .number("priority", 20)
                .network("sourceIp4", 24)
                .ip6("sourceIp6", 28)
                .number("sourcePort", 44)
                .networkShort("destinationPort", 48)
                .network("destinationIp4", 52)
                .ip6("destinationIp6", 56)
                .number("state", 72);
        ContextFields.of(table, TcpSock.class)
                .number("congestionWindow", 0)
                .number("smoothedRtt8Micros", 4)
                .number("slowStartThreshold", 12)
                .number("mss", 28)
                .number("packetsOut", 44)
                .number("retransmitsOut", 48)
                .number("totalRetransmits", 52)
                .number("segmentsIn", 56)
                .number("segmentsOut", 64)
                .number("lostOut", 72)
                .number("delivered", 100)
                .wide("bytesReceived", 80)
                .wide("bytesAcked", 88);
    }

    /** {@code struct bpf_sysctl}, {@code struct bpf_sockopt}, {@code struct bpf_cgroup_dev_ctx}. */
    private static void calls(IntrinsicTable table) {
        ContextFields.of(table, SysctlContext.class).number("write", 0).number("filePosition", 4);
        ContextFields.of(table, SockoptContext.class)
                .pointer("socket", 0, BpfSock.class, Region.CONTEXT, Nullability.NEVER)
                .number("level", 24)
                .number("option", 28)
                .number("length", 32)
                .number("result", 36);
        ContextFields.of(table, DeviceContext.class)
                .number("accessType", 0)
                .number("major", 4)
                .number("minor", 8);
    }

    /** {@code struct bpf_sock_ops}. */
    private static void connections(IntrinsicTable table) {
        ContextFields.of(table, SockOpsContext.class)
                .number("operation", 0)
                .numbers("argument", 4, 4)
                .number("reply", 4)
                .number("family", 20)
                .network("remoteIp4", 24)
                .network("localIp4", 28)
                .ip6("remoteIp6", 32)
                .ip6("localIp6", 48)
                .network("remotePort", 64)
                .number("localPort", 68)
                .number("fullSocket", 72)
                .number("congestionWindow", 76)
                .number("smoothedRtt8Micros", 80)
                .number("state", 88)
                .number("totalRetransmits", 136)
                .wide("bytesReceived", 168)
                .wide("bytesAcked", 176)
                .pointer("socket", 184, BpfSock.class, Region.CONTEXT, Nullability.UNCHECKED);
    }
}
