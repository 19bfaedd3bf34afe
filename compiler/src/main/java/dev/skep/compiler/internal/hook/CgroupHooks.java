package dev.skep.compiler.internal.hook;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.link.LinkOrder;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.CgroupDevice;
import dev.skep.compiler.hook.CgroupSkb;
import dev.skep.compiler.hook.CgroupSkbContext;
import dev.skep.compiler.hook.CgroupSock;
import dev.skep.compiler.hook.CgroupSockAddr;
import dev.skep.compiler.hook.CgroupSockopt;
import dev.skep.compiler.hook.CgroupSysctl;
import dev.skep.compiler.hook.DeviceContext;
import dev.skep.compiler.hook.SockAddrContext;
import dev.skep.compiler.hook.SockContext;
import dev.skep.compiler.hook.SockOps;
import dev.skep.compiler.hook.SockOpsContext;
import dev.skep.compiler.hook.SockoptContext;
import dev.skep.compiler.hook.SysctlContext;
import dev.skep.compiler.internal.eval.PacketLayout;
import dev.skep.compiler.internal.eval.Verdicts;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.hook.CgroupHook.Kind;
import org.jspecify.annotations.Nullable;

/** The hooks of cgroups by annotation. What each may return: check_return_code() in kernel/bpf/verifier.c. */
final class CgroupHooks {
    private static final Verdicts DECISION = new Verdicts(0, 1, "0 (DENY) or 1 (ALLOW)");
    private static final Verdicts ANSWERED = new Verdicts(0, 1, "0 or 1");
    private static final Verdicts ALLOWED = new Verdicts(1, 1, "1 (ALLOW): this call cannot be denied any more");
    private static final Verdicts BIND = new Verdicts(0, 3, "0 (DENY), 1 (ALLOW) or 3 (ALLOW_PRIVILEGED_PORT)");
    private static final Verdicts EGRESS =
            new Verdicts(0, 3, "0 (DENY), 1 (ALLOW), 2 (DENY_CONGESTED) or 3 (ALLOW_CONGESTED)");

    private static final Kind PACKETS = new Kind(
            "@CgroupSkb",
            ProgramType.CGROUP_SKB,
            KernelFeature.CGROUP_SKB,
            CgroupSkbContext.class,
            PacketLayout.SK_BUFF_READ_ONLY);
    private static final Kind SOCKETS =
            new Kind("@CgroupSock", ProgramType.CGROUP_SOCK, KernelFeature.CGROUP_SOCK, SockContext.class, null);
    private static final Kind ADDRESSES = new Kind(
            "@CgroupSockAddr",
            ProgramType.CGROUP_SOCK_ADDR,
            KernelFeature.CGROUP_SOCK_ADDR,
            SockAddrContext.class,
            null);
    private static final Kind SYSCTL = new Kind(
            "@CgroupSysctl", ProgramType.CGROUP_SYSCTL, KernelFeature.CGROUP_SYSCTL, SysctlContext.class, null);
    private static final Kind OPTIONS = new Kind(
            "@CgroupSockopt",
            ProgramType.CGROUP_SOCKOPT,
            KernelFeature.CGROUP_SOCKOPT,
            SockoptContext.class,
            PacketLayout.SOCKOPT);
    private static final Kind DEVICES = new Kind(
            "@CgroupDevice", ProgramType.CGROUP_DEVICE, KernelFeature.CGROUP_DEVICE, DeviceContext.class, null);
    private static final Kind CONNECTIONS =
            new Kind("@SockOps", ProgramType.SOCK_OPS, KernelFeature.SOCK_OPS, SockOpsContext.class, null);

    private CgroupHooks() {}

    static @Nullable Hook of(WrittenAnnotation a, Object program) {
        if (a.is(CgroupSkb.class)) {
            return a.constant("direction", Direction.INGRESS) == Direction.INGRESS
                    ? hook(PACKETS, AttachType.CGROUP_INET_INGRESS, DECISION, a, program)
                    : hook(PACKETS, AttachType.CGROUP_INET_EGRESS, EGRESS, a, program);
        }
        if (a.is(CgroupSock.class)) {
            return hook(SOCKETS, type(a.constant("at", CgroupSock.Event.CREATE)), DECISION, a, program);
        }
        if (a.is(CgroupSockAddr.class)) {
            CgroupSockAddr.Call call = a.constant("at", CgroupSockAddr.Call.CONNECT4);
            return hook(ADDRESSES, type(call), verdicts(call), a, program);
        }
        if (a.is(CgroupSysctl.class)) return hook(SYSCTL, AttachType.CGROUP_SYSCTL, DECISION, a, program);
        if (a.is(CgroupSockopt.class)) {
            boolean get = a.constant("at", CgroupSockopt.Call.GETSOCKOPT) == CgroupSockopt.Call.GETSOCKOPT;
            AttachType type = get ? AttachType.CGROUP_GETSOCKOPT : AttachType.CGROUP_SETSOCKOPT;
            return hook(OPTIONS, type, DECISION, a, program);
        }
        if (a.is(CgroupDevice.class)) return hook(DEVICES, AttachType.CGROUP_DEVICE, DECISION, a, program);
        if (a.is(SockOps.class)) return hook(CONNECTIONS, AttachType.CGROUP_SOCK_OPS, ANSWERED, a, program);
        return null;
    }

    private static Hook hook(Kind kind, AttachType type, Verdicts verdicts, WrittenAnnotation a, Object program) {
        LinkOrder order = a.flag("first") ? LinkOrder.FIRST : LinkOrder.LAST;
        return new CgroupHook(kind, type, verdicts, HookTarget.resolve(a.text("value"), program), order);
    }

    private static AttachType type(CgroupSock.Event event) {
        return switch (event) {
            case CREATE -> AttachType.CGROUP_INET_SOCK_CREATE;
            case RELEASE -> AttachType.CGROUP_INET_SOCK_RELEASE;
            case POST_BIND4 -> AttachType.CGROUP_INET4_POST_BIND;
            case POST_BIND6 -> AttachType.CGROUP_INET6_POST_BIND;
        };
    }

    private static AttachType type(CgroupSockAddr.Call call) {
        return switch (call) {
            case BIND4 -> AttachType.CGROUP_INET4_BIND;
            case BIND6 -> AttachType.CGROUP_INET6_BIND;
            case CONNECT4 -> AttachType.CGROUP_INET4_CONNECT;
            case CONNECT6 -> AttachType.CGROUP_INET6_CONNECT;
            case CONNECT_UNIX -> AttachType.CGROUP_UNIX_CONNECT;
            case SENDMSG4 -> AttachType.CGROUP_UDP4_SENDMSG;
            case SENDMSG6 -> AttachType.CGROUP_UDP6_SENDMSG;
            case SENDMSG_UNIX -> AttachType.CGROUP_UNIX_SENDMSG;
            case RECVMSG4 -> AttachType.CGROUP_UDP4_RECVMSG;
            case RECVMSG6 -> AttachType.CGROUP_UDP6_RECVMSG;
            case RECVMSG_UNIX -> AttachType.CGROUP_UNIX_RECVMSG;
            case GETPEERNAME4 -> AttachType.CGROUP_INET4_GETPEERNAME;
            case GETPEERNAME6 -> AttachType.CGROUP_INET6_GETPEERNAME;
            case GETPEERNAME_UNIX -> AttachType.CGROUP_UNIX_GETPEERNAME;
            case GETSOCKNAME4 -> AttachType.CGROUP_INET4_GETSOCKNAME;
            case GETSOCKNAME6 -> AttachType.CGROUP_INET6_GETSOCKNAME;
            case GETSOCKNAME_UNIX -> AttachType.CGROUP_UNIX_GETSOCKNAME;
        };
    }

    private static Verdicts verdicts(CgroupSockAddr.Call call) {
        return switch (call) {
            case BIND4, BIND6 -> BIND;
            case CONNECT4, CONNECT6, CONNECT_UNIX, SENDMSG4, SENDMSG6, SENDMSG_UNIX -> DECISION;
            case RECVMSG4,
                    RECVMSG6,
                    RECVMSG_UNIX,
                    GETPEERNAME4,
                    GETPEERNAME6,
                    GETPEERNAME_UNIX,
                    GETSOCKNAME4,
                    GETSOCKNAME6,
                    GETSOCKNAME_UNIX -> ALLOWED;
        };
    }
}
