package dev.skep.compiler.helper;

import dev.skep.bpf.map.SockHash;
import dev.skep.bpf.map.SockMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.BpfSock;
import dev.skep.compiler.hook.SkMsgContext;
import dev.skep.compiler.hook.SkSkbContext;
import dev.skep.compiler.hook.SockAddrContext;
import dev.skep.compiler.hook.SockOpsContext;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's helpers for sockets under their names in Java form: look-up, options, redirection between sockets. They exist in the
 * kernel only: called on the JVM each throws {@link UnsupportedOperationException}.
 *
 * <p>Where a parameter is called {@code context} and is a {@link Struct}, pass the method's own context. Which program types may call a
 * helper: man page bpf-helpers(7).
 */
public final class SocketHelpers {
    private SocketHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /**
     * The TCP socket that a packet with these addresses belongs to, or null. It must be given back by {@link #skRelease} on every path.
     *
     * @param netns the network namespace's id, -1 for that of the packet or task
     * @param flags 0
     */
    @Helper(
            id = 84,
            name = "bpf_sk_lookup_tcp",
            passes = "$0 $1 sizeof($1) $2 $3",
            releasedBy = "bpf_sk_release",
            since = "4.20",
            programs = {
                ProgramType.SCHED_CLS,
                ProgramType.XDP,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_SKB,
                ProgramType.CGROUP_SOCK_ADDR
            })
    public static @Nullable BpfSock skLookupTcp(Struct context, SockTuple addresses, long netns, long flags) {
        throw kernelOnly();
    }

    /** As {@link #skLookupTcp} for UDP. */
    @Helper(
            id = 85,
            name = "bpf_sk_lookup_udp",
            passes = "$0 $1 sizeof($1) $2 $3",
            releasedBy = "bpf_sk_release",
            since = "4.20",
            programs = {
                ProgramType.SCHED_CLS,
                ProgramType.XDP,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_SKB,
                ProgramType.CGROUP_SOCK_ADDR
            })
    public static @Nullable BpfSock skLookupUdp(Struct context, SockTuple addresses, long netns, long flags) {
        throw kernelOnly();
    }

    /** As {@link #skLookupTcp}, and finds connections that are not yet, or no longer, full sockets. */
    @Helper(
            id = 99,
            name = "bpf_skc_lookup_tcp",
            passes = "$0 $1 sizeof($1) $2 $3",
            releasedBy = "bpf_sk_release",
            since = "5.2",
            programs = {
                ProgramType.SCHED_CLS,
                ProgramType.XDP,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_SKB,
                ProgramType.CGROUP_SOCK_ADDR
            })
    public static @Nullable BpfSock skcLookupTcp(Struct context, SockTuple addresses, long netns, long flags) {
        throw kernelOnly();
    }

    /** The socket at an index of a map, or null. It must be given back by {@link #skRelease} on every path. Since Linux 5.8. */
    @Helper(
            id = 1,
            name = "bpf_map_lookup_elem",
            passes = "$0 $1",
            releasedBy = "bpf_sk_release",
            since = "5.8",
            callers = Callers.EVERY)
    public static @Nullable BpfSock mapLookupElem(SockMap map, Struct key) {
        throw kernelOnly();
    }

    /** The socket under a key of a map, or null. It must be given back by {@link #skRelease} on every path. Since Linux 5.8. */
    @Helper(
            id = 1,
            name = "bpf_map_lookup_elem",
            passes = "$0 $1",
            releasedBy = "bpf_sk_release",
            since = "5.8",
            callers = Callers.EVERY)
    public static @Nullable BpfSock mapLookupElem(SockHash<?> map, Struct key) {
        throw kernelOnly();
    }

    /** Gives a socket back that a look-up found. */
    @Helper(
            id = 86,
            name = "bpf_sk_release",
            passes = "$0",
            since = "4.20",
            programs = {
                ProgramType.SCHED_CLS,
                ProgramType.XDP,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_SKB,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.SK_LOOKUP
            })
    public static int skRelease(BpfSock socket) {
        throw kernelOnly();
    }

    /** The socket if it is a full one, whose every field may be read, otherwise null. */
    @Helper(
            id = 95,
            name = "bpf_sk_fullsock",
            passes = "$0",
            since = "5.1",
            programs = {ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB})
    public static @Nullable BpfSock skFullsock(BpfSock socket) {
        throw kernelOnly();
    }

    /** The socket's figures of TCP, or null if it is no TCP socket. */
    @Helper(
            id = 96,
            name = "bpf_tcp_sock",
            passes = "$0",
            since = "5.1",
            programs = {ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB, ProgramType.SOCK_OPS, ProgramType.CGROUP_SOCKOPT
            })
    public static @Nullable TcpSock tcpSock(BpfSock socket) {
        throw kernelOnly();
    }

    /** The listening socket that a connection came from, or null. */
    @Helper(
            id = 98,
            name = "bpf_get_listener_sock",
            passes = "$0",
            since = "5.1",
            programs = {ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB})
    public static @Nullable BpfSock getListenerSock(BpfSock socket) {
        throw kernelOnly();
    }

    /**
     * Gives the packet, at traffic control, or the connection, at sk_lookup, to a socket.
     *
     * @param flags for sk_lookup BPF_SK_LOOKUP_F_REPLACE (1), BPF_SK_LOOKUP_F_NO_REUSEPORT (2)
     * @return 0, or a negative errno
     */
    @Helper(
            id = 124,
            name = "bpf_sk_assign",
            passes = "$0 $1 $2",
            since = "5.7",
            programs = {ProgramType.SCHED_CLS, ProgramType.SK_LOOKUP})
    public static int skAssign(Struct context, BpfSock socket, long flags) {
        throw kernelOnly();
    }

    /** A number that the socket keeps for life and no other of the machine has; 0 if there is no socket. */
    @Helper(
            id = 46,
            name = "bpf_get_socket_cookie",
            passes = "$0",
            since = "4.12",
            programs = {
                ProgramType.SOCKET_FILTER,
                ProgramType.SCHED_CLS,
                ProgramType.CGROUP_SKB,
                ProgramType.CGROUP_SOCK,
                ProgramType.SOCK_OPS,
                ProgramType.SK_SKB,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.TRACING,
                ProgramType.SYSCALL,
                ProgramType.LSM
            })
    public static long getSocketCookie(Struct context) {
        throw kernelOnly();
    }

    /** A number that the network namespace of the socket keeps for life. */
    @Helper(
            id = 122,
            name = "bpf_get_netns_cookie",
            passes = "$0",
            since = "5.7",
            programs = {
                ProgramType.SOCKET_FILTER,
                ProgramType.SCHED_CLS,
                ProgramType.CGROUP_SKB,
                ProgramType.CGROUP_SOCK,
                ProgramType.SOCK_OPS,
                ProgramType.SK_MSG,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.CGROUP_SOCKOPT
            },
            later = {ProgramType.SOCKET_FILTER, ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB},
            laterSince = "6.15")
    public static long getNetnsCookie(Struct context) {
        throw kernelOnly();
    }

    /** Sets a socket option, as setsockopt(2) does. 0, or a negative errno. */
    @Helper(
            id = 49,
            name = "bpf_setsockopt",
            passes = "$0 $1 $2 $3 sizeof($3)",
            since = "4.13",
            programs = {ProgramType.SOCK_OPS, ProgramType.CGROUP_SOCK_ADDR, ProgramType.CGROUP_SOCKOPT, ProgramType.LSM
            })
    public static int setsockopt(Struct context, int level, int option, Bytes value) {
        throw kernelOnly();
    }

    /** Reads a socket option, as getsockopt(2) does. 0, or a negative errno. */
    @Helper(
            id = 57,
            name = "bpf_getsockopt",
            passes = "$0 $1 $2 $3 sizeof($3)",
            since = "4.15",
            programs = {ProgramType.SOCK_OPS, ProgramType.CGROUP_SOCK_ADDR, ProgramType.CGROUP_SOCKOPT, ProgramType.LSM
            })
    public static int getsockopt(Struct context, int level, int option, Bytes value) {
        throw kernelOnly();
    }

    /**
     * Binds the socket that is about to connect to an address of this machine, a struct sockaddr_in or sockaddr_in6. 0, or a negative
     * errno.
     */
    @Helper(
            id = 64,
            name = "bpf_bind",
            passes = "$0 $1 sizeof($1)",
            since = "4.17",
            programs = ProgramType.CGROUP_SOCK_ADDR)
    public static int bind(SockAddrContext context, Bytes address) {
        throw kernelOnly();
    }

    /** Id of the socket's cgroup (v2); for {@link dev.skep.compiler.hook.CgroupSkb} and {@link dev.skep.compiler.hook.SockOps}. */
    @Helper(id = 128, name = "bpf_sk_cgroup_id", passes = "$0", since = "5.8", programs = ProgramType.CGROUP_SKB)
    public static long skCgroupId(BpfSock socket) {
        throw kernelOnly();
    }

    /** Id of the ancestor at {@code level} of the socket's cgroup, 0 being the root. */
    @Helper(
            id = 129,
            name = "bpf_sk_ancestor_cgroup_id",
            passes = "$0 $1",
            since = "5.8",
            programs = ProgramType.CGROUP_SKB)
    public static long skAncestorCgroupId(BpfSock socket, int level) {
        throw kernelOnly();
    }

    /**
     * Chooses which further events of a connection the program hears of: {@link SockOpsContext#RTO_CALLBACKS} and its kin.
     *
     * @return 0, the flags that this kernel does not know, or a negative errno
     */
    @Helper(
            id = 59,
            name = "bpf_sock_ops_cb_flags_set",
            passes = "$0 $1",
            since = "4.16",
            programs = ProgramType.SOCK_OPS)
    public static int sockOpsCbFlagsSet(SockOpsContext context, int flags) {
        throw kernelOnly();
    }

    /**
     * Finds a TCP option, or with flag BPF_LOAD_HDR_OPT_TCP_SYN (1) one of the connection's SYN.
     *
     * @param option in: kind, length; out: the option
     * @return the option's length, or a negative errno
     */
    @Helper(
            id = 142,
            name = "bpf_load_hdr_opt",
            passes = "$0 $1 sizeof($1) $2",
            since = "5.10",
            programs = ProgramType.SOCK_OPS)
    public static int loadHdrOpt(SockOpsContext context, Bytes option, long flags) {
        throw kernelOnly();
    }

    /**
     * Writes a TCP option into the packet that is about to be sent; only in the event BPF_SOCK_OPS_WRITE_HDR_OPT_CB. 0, or a negative
     * errno.
     */
    @Helper(
            id = 143,
            name = "bpf_store_hdr_opt",
            passes = "$0 $1 sizeof($1) $2",
            since = "5.10",
            programs = ProgramType.SOCK_OPS)
    @ChangesPacket
    public static int storeHdrOpt(SockOpsContext context, Bytes option, long flags) {
        throw kernelOnly();
    }

    /** Makes room for TCP options; only in the event BPF_SOCK_OPS_HDR_OPT_LEN_CB. 0, or a negative errno. */
    @Helper(
            id = 144,
            name = "bpf_reserve_hdr_opt",
            passes = "$0 $1 $2",
            since = "5.10",
            programs = ProgramType.SOCK_OPS)
    public static int reserveHdrOpt(SockOpsContext context, int length, long flags) {
        throw kernelOnly();
    }

    /**
     * Puts the connection's socket into a map. 0, or a negative errno.
     *
     * @param flags BPF_ANY (0), BPF_NOEXIST (1), BPF_EXIST (2)
     */
    @Helper(
            id = 53,
            name = "bpf_sock_map_update",
            passes = "$0 $1 $2 $3",
            since = "4.14",
            programs = ProgramType.SOCK_OPS)
    public static int sockMapUpdate(SockOpsContext context, SockMap map, Struct key, long flags) {
        throw kernelOnly();
    }

    /**
     * Puts the connection's socket into a map. 0, or a negative errno.
     *
     * @param flags BPF_ANY (0), BPF_NOEXIST (1), BPF_EXIST (2)
     */
    @Helper(
            id = 70,
            name = "bpf_sock_hash_update",
            passes = "$0 $1 $2 $3",
            since = "4.18",
            programs = ProgramType.SOCK_OPS)
    public static int sockHashUpdate(SockOpsContext context, SockHash<?> map, Struct key, long flags) {
        throw kernelOnly();
    }

    /**
     * Sends received data on to the socket in the map, out of it or with BPF_F_INGRESS (1) into its receive queue.
     *
     * @return {@link SkSkbContext#PASS}, or {@link SkSkbContext#DROP} if there is none
     */
    @Helper(
            id = 52,
            name = "bpf_sk_redirect_map",
            passes = "$0 $1 $2 $3",
            since = "4.14",
            programs = ProgramType.SK_SKB)
    public static int skRedirectMap(SkSkbContext data, SockMap map, int key, long flags) {
        throw kernelOnly();
    }

    /** As {@link #skRedirectMap}. */
    @Helper(
            id = 72,
            name = "bpf_sk_redirect_hash",
            passes = "$0 $1 $2 $3",
            since = "4.18",
            programs = ProgramType.SK_SKB)
    public static int skRedirectHash(SkSkbContext data, SockHash<?> map, Struct key, long flags) {
        throw kernelOnly();
    }

    /**
     * Sends data on to the socket in the map, out of it or with BPF_F_INGRESS (1) into its receive queue.
     *
     * @return {@link SkMsgContext#PASS}, or {@link SkMsgContext#DROP} if there is none
     */
    @Helper(
            id = 60,
            name = "bpf_msg_redirect_map",
            passes = "$0 $1 $2 $3",
            since = "4.17",
            programs = ProgramType.SK_MSG)
    public static int msgRedirectMap(SkMsgContext message, SockMap map, int key, long flags) {
        throw kernelOnly();
    }

    /** As {@link #msgRedirectMap}. */
    @Helper(
            id = 71,
            name = "bpf_msg_redirect_hash",
            passes = "$0 $1 $2 $3",
            since = "4.18",
            programs = ProgramType.SK_MSG)
    public static int msgRedirectHash(SkMsgContext message, SockHash<?> map, Struct key, long flags) {
        throw kernelOnly();
    }

    /** The verdict goes for the next {@code bytes} bytes, without asking again. 0. */
    @Helper(id = 61, name = "bpf_msg_apply_bytes", passes = "$0 $1", since = "4.17", programs = ProgramType.SK_MSG)
    public static int msgApplyBytes(SkMsgContext message, int bytes) {
        throw kernelOnly();
    }

    /** Asks again when {@code bytes} bytes have come. 0. */
    @Helper(id = 62, name = "bpf_msg_cork_bytes", passes = "$0 $1", since = "4.17", programs = ProgramType.SK_MSG)
    public static int msgCorkBytes(SkMsgContext message, int bytes) {
        throw kernelOnly();
    }

    /** Makes the bytes from {@code start} to {@code end} readable and writable directly by {@link SkMsgContext#at}. 0, or a negative errno. */
    @Helper(id = 63, name = "bpf_msg_pull_data", passes = "$0 $1 $2 $3", since = "4.17", programs = ProgramType.SK_MSG)
    @ChangesPacket
    public static int msgPullData(SkMsgContext message, int start, int end, long flags) {
        throw kernelOnly();
    }

    /** Makes room for {@code length} bytes at {@code start}. 0, or a negative errno. */
    @Helper(id = 90, name = "bpf_msg_push_data", passes = "$0 $1 $2 $3", since = "5.0", programs = ProgramType.SK_MSG)
    @ChangesPacket
    public static int msgPushData(SkMsgContext message, int start, int length, long flags) {
        throw kernelOnly();
    }

    /** Takes {@code length} bytes out at {@code start}. 0, or a negative errno. */
    @Helper(id = 91, name = "bpf_msg_pop_data", passes = "$0 $1 $2 $3", since = "5.0", programs = ProgramType.SK_MSG)
    @ChangesPacket
    public static int msgPopData(SkMsgContext message, int start, int length, long flags) {
        throw kernelOnly();
    }
}
