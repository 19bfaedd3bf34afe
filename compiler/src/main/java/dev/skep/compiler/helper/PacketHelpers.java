package dev.skep.compiler.helper;

import dev.skep.bpf.map.RedirectMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.PacketContext;
import dev.skep.compiler.hook.SkbContext;
import dev.skep.compiler.hook.TcContext;

/**
 * The kernel's helpers for packets under their names in Java form: reading and changing bytes, checksums, redirection, routes. They exist
 * in the kernel only: called on the JVM each throws {@link UnsupportedOperationException}.
 *
 * <p>The type of the first parameter says which hooks may call a helper. Details: man page bpf-helpers(7).
 */
public final class PacketHelpers {
    private PacketHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /**
     * Copies bytes of the packet, from all its fragments, until {@code to} is full.
     *
     * @return 0, or a negative errno; EFAULT where the packet is too short
     */
    @Helper(
            id = 26,
            name = "bpf_skb_load_bytes",
            passes = "$0 $1 $2 sizeof($2)",
            since = "4.5",
            programs = {
                ProgramType.SOCKET_FILTER,
                ProgramType.SCHED_CLS,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_SKB,
                ProgramType.SK_REUSEPORT,
                ProgramType.FLOW_DISSECTOR
            })
    public static int skbLoadBytes(SkbContext packet, int offset, Bytes to) {
        throw kernelOnly();
    }

    /** As {@link #skbLoadBytes(SkbContext, int, Bytes)} for {@code size} bytes, which must not be 0 and not exceed the destination. */
    @Helper(
            id = 26,
            name = "bpf_skb_load_bytes",
            passes = "$0 $1 $2 $3",
            since = "4.5",
            programs = {
                ProgramType.SOCKET_FILTER,
                ProgramType.SCHED_CLS,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_SKB,
                ProgramType.SK_REUSEPORT,
                ProgramType.FLOW_DISSECTOR
            })
    public static int skbLoadBytes(SkbContext packet, int offset, Bytes to, int size) {
        throw kernelOnly();
    }

    /** As {@link #skbLoadBytes(SkbContext, int, Bytes)}, counted from the Ethernet header (0) or the network header (1). */
    @Helper(
            id = 68,
            name = "bpf_skb_load_bytes_relative",
            passes = "$0 $1 $2 sizeof($2) $3",
            since = "4.18",
            programs = {
                ProgramType.SOCKET_FILTER,
                ProgramType.SCHED_CLS,
                ProgramType.CGROUP_SKB,
                ProgramType.SK_REUSEPORT
            })
    public static int skbLoadBytesRelative(SkbContext packet, int offset, Bytes to, int header) {
        throw kernelOnly();
    }

    /**
     * Overwrites bytes of the packet.
     *
     * @param flags BPF_F_RECOMPUTE_CSUM (1): corrects the checksum that the card computed; BPF_F_INVALIDATE_HASH (2)
     * @return 0, or a negative errno
     */
    @Helper(
            id = 9,
            name = "bpf_skb_store_bytes",
            passes = "$0 $1 $2 sizeof($2) $3",
            since = "4.1",
            programs = {ProgramType.SCHED_CLS, ProgramType.SK_SKB})
    @ChangesPacket
    public static int skbStoreBytes(TcContext packet, int offset, Bytes from, long flags) {
        throw kernelOnly();
    }

    /**
     * Makes the first {@code length} bytes of the packet readable directly by {@link TcContext#at}; 0 means all that are there.
     *
     * @return 0, or a negative errno; ENOMEM where the packet is shorter
     */
    @Helper(
            id = 39,
            name = "bpf_skb_pull_data",
            passes = "$0 $1",
            since = "4.9",
            programs = {ProgramType.SCHED_CLS, ProgramType.SK_SKB})
    @ChangesPacket
    public static int skbPullData(SkbContext packet, int length) {
        throw kernelOnly();
    }

    /**
     * Corrects the checksum of an IPv4 header for a field that changes from {@code from} to {@code to}, both in network order.
     *
     * @param offset of the checksum in the packet
     * @param flags in the lower 4 bits the size of the field, 2 or 4; 0 means that {@code to} is a difference
     * @return 0, or a negative errno
     */
    @Helper(
            id = 10,
            name = "bpf_l3_csum_replace",
            passes = "$0 $1 $2 $3 $4",
            since = "4.1",
            programs = ProgramType.SCHED_CLS)
    @ChangesPacket
    public static int l3CsumReplace(TcContext packet, int offset, long from, long to, long flags) {
        throw kernelOnly();
    }

    /**
     * Corrects the checksum of a TCP, UDP or ICMP header, as {@link #l3CsumReplace} does.
     *
     * @param flags besides the size: BPF_F_PSEUDO_HDR (0x10) for a field that the pseudo header has, BPF_F_MARK_MANGLED_0 (0x20) for UDP, whose
     * checksum 0 means none
     * @return 0, or a negative errno
     */
    @Helper(
            id = 11,
            name = "bpf_l4_csum_replace",
            passes = "$0 $1 $2 $3 $4",
            since = "4.1",
            programs = ProgramType.SCHED_CLS)
    @ChangesPacket
    public static int l4CsumReplace(TcContext packet, int offset, long from, long to, long flags) {
        throw kernelOnly();
    }

    /**
     * The difference that a checksum gets when {@code from} is replaced by {@code to}; for the helpers that correct checksums. Lengths are
     * multiples of 4.
     *
     * @return 32 bits, or a negative errno
     */
    @Helper(
            id = 28,
            name = "bpf_csum_diff",
            passes = "$0 sizeof($0) $1 sizeof($1) $2",
            since = "4.6",
            programs = {ProgramType.SCHED_CLS, ProgramType.XDP})
    public static long csumDiff(Struct from, Struct to, int seed) {
        throw kernelOnly();
    }

    /** The checksum of {@code bytes} added to {@code seed}, not folded; the length is a multiple of 4. */
    @Helper(
            id = 28,
            name = "bpf_csum_diff",
            passes = "0 0 $0 sizeof($0) $1",
            since = "4.6",
            programs = {ProgramType.SCHED_CLS, ProgramType.XDP})
    public static long csumAdd(Struct bytes, int seed) {
        throw kernelOnly();
    }

    /** Adds to the checksum that the card computed over the packet; the sum, or a negative errno: -524 (ENOTSUPP) if it did not. */
    @Helper(id = 40, name = "bpf_csum_update", passes = "$0 $1", since = "4.9", programs = ProgramType.SCHED_CLS)
    public static long csumUpdate(TcContext packet, int sum) {
        throw kernelOnly();
    }

    /**
     * Sends the packet out of (or, with BPF_F_INGRESS (1), into) another device when the program returns
     * {@link TcContext#REDIRECT} or {@link dev.skep.compiler.hook.XdpContext#REDIRECT}.
     *
     * @return that verdict, or the one for dropping
     */
    @Helper(
            id = 23,
            name = "bpf_redirect",
            passes = "$0 $1",
            since = "4.4",
            programs = {ProgramType.SCHED_CLS, ProgramType.XDP})
    public static int redirect(int ifindex, long flags) {
        throw kernelOnly();
    }

    /**
     * As {@link #redirect} into the far end of a virtual cable, in its network namespace, without a queue in between; traffic control at
     * ingress only, and since Linux 6.7 netkit.
     */
    @Helper(id = 155, name = "bpf_redirect_peer", passes = "$0 $1", since = "5.10", programs = ProgramType.SCHED_CLS)
    public static int redirectPeer(int ifindex, long flags) {
        throw kernelOnly();
    }

    /** As {@link #redirect}, with the Ethernet addresses filled in by the kernel's neighbour table and routes; traffic control only. */
    @Helper(
            id = 152,
            name = "bpf_redirect_neigh",
            passes = "$0 0 0 $1",
            since = "5.10",
            programs = ProgramType.SCHED_CLS)
    public static int redirectNeigh(int ifindex, long flags) {
        throw kernelOnly();
    }

    /**
     * Sends the packet where the map says under {@code key}: out of a device, to a processor, to a socket of AF_XDP.
     *
     * @param flags the verdict where the map has nothing under {@code key}, in the lower bits
     * @return {@link dev.skep.compiler.hook.XdpContext#REDIRECT}, or that verdict
     */
    @Helper(id = 51, name = "bpf_redirect_map", passes = "$0 $1 $2", since = "4.14", programs = ProgramType.XDP)
    public static int redirectMap(RedirectMap map, int key, long flags) {
        throw kernelOnly();
    }

    /**
     * Sends a copy of the packet out of a device, or, with BPF_F_INGRESS (1), into it; the packet itself goes on.
     *
     * @return 0, or a negative errno
     */
    @Helper(id = 13, name = "bpf_clone_redirect", passes = "$0 $1 $2", since = "4.2", programs = ProgramType.SCHED_CLS)
    @ChangesPacket
    public static int cloneRedirect(TcContext packet, int ifindex, long flags) {
        throw kernelOnly();
    }

    /** Makes room of {@code length} bytes before the packet, for an Ethernet header; the flags are 0. 0, or a negative errno. */
    @Helper(
            id = 43,
            name = "bpf_skb_change_head",
            passes = "$0 $1 $2",
            since = "4.10",
            programs = {ProgramType.SCHED_CLS, ProgramType.SK_SKB})
    @ChangesPacket
    public static int skbChangeHead(TcContext packet, int length, long flags) {
        throw kernelOnly();
    }

    /** Cuts the packet to {@code length} bytes, or fills it up with zeros; the flags are 0. 0, or a negative errno. */
    @Helper(
            id = 38,
            name = "bpf_skb_change_tail",
            passes = "$0 $1 $2",
            since = "4.9",
            programs = {ProgramType.SCHED_CLS, ProgramType.SK_SKB})
    @ChangesPacket
    public static int skbChangeTail(TcContext packet, int length, long flags) {
        throw kernelOnly();
    }

    /**
     * Makes or takes {@code difference} bytes behind the Ethernet header (mode BPF_ADJ_ROOM_MAC, 1) or behind the network header
     * (BPF_ADJ_ROOM_NET, 0), for tunnels. 0, or a negative errno.
     */
    @Helper(
            id = 50,
            name = "bpf_skb_adjust_room",
            passes = "$0 $1 $2 $3",
            since = "4.13",
            programs = {ProgramType.SCHED_CLS, ProgramType.SK_SKB})
    @ChangesPacket
    public static int skbAdjustRoom(TcContext packet, int difference, int mode, long flags) {
        throw kernelOnly();
    }

    /**
     * Turns an IPv4 packet into an IPv6 one or back, without filling in the new header; the flags are 0. 0, or a negative errno.
     *
     * @param protocol in network order: 0xdd86 for IPv6, 0x0008 for IPv4
     */
    @Helper(
            id = 31,
            name = "bpf_skb_change_proto",
            passes = "$0 $1 $2",
            since = "4.8",
            programs = ProgramType.SCHED_CLS)
    @ChangesPacket
    public static int skbChangeProto(TcContext packet, int protocol, long flags) {
        throw kernelOnly();
    }

    /** Sets the {@link SkbContext#packetType}; 0, or a negative errno. */
    @Helper(id = 32, name = "bpf_skb_change_type", passes = "$0 $1", since = "4.8", programs = ProgramType.SCHED_CLS)
    public static int skbChangeType(TcContext packet, int type) {
        throw kernelOnly();
    }

    /**
     * Puts a VLAN tag on the packet; 0, or a negative errno.
     *
     * @param protocol in network order: 0x0081 for 802.1Q, 0xa888 for 802.1ad; 0 means 802.1Q
     */
    @Helper(id = 18, name = "bpf_skb_vlan_push", passes = "$0 $1 $2", since = "4.3", programs = ProgramType.SCHED_CLS)
    @ChangesPacket
    public static int skbVlanPush(TcContext packet, int protocol, int tci) {
        throw kernelOnly();
    }

    /** Takes the VLAN tag off the packet; 0, or a negative errno. */
    @Helper(id = 19, name = "bpf_skb_vlan_pop", passes = "$0", since = "4.3", programs = ProgramType.SCHED_CLS)
    @ChangesPacket
    public static int skbVlanPop(TcContext packet) {
        throw kernelOnly();
    }

    /** Sets the ECN field of an IP packet to "congestion encountered" where its sender allows that; 1 if it is set then, 0 if not. */
    @Helper(
            id = 97,
            name = "bpf_skb_ecn_set_ce",
            passes = "$0",
            since = "5.1",
            programs = {ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB})
    public static int skbEcnSetCe(SkbContext packet) {
        throw kernelOnly();
    }

    /** The flow's hash, computed if it is not known. */
    @Helper(id = 34, name = "bpf_get_hash_recalc", passes = "$0", since = "4.8", programs = ProgramType.SCHED_CLS)
    public static int getHashRecalc(TcContext packet) {
        throw kernelOnly();
    }

    /** Forgets the flow's hash, because the program changed what it is made of. */
    @Helper(id = 41, name = "bpf_set_hash_invalid", passes = "$0", since = "4.9", programs = ProgramType.SCHED_CLS)
    public static int setHashInvalid(TcContext packet) {
        throw kernelOnly();
    }

    /** Sets the flow's hash. */
    @Helper(id = 48, name = "bpf_set_hash", passes = "$0 $1", since = "4.13", programs = ProgramType.SCHED_CLS)
    public static int setHash(TcContext packet, int hash) {
        throw kernelOnly();
    }

    /** Id of the cgroup (v2) of the socket that the packet comes from; 0 if there is none. */
    @Helper(
            id = 79,
            name = "bpf_skb_cgroup_id",
            passes = "$0",
            since = "4.18",
            programs = {ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB})
    public static long skbCgroupId(SkbContext packet) {
        throw kernelOnly();
    }

    /** Id of the ancestor at {@code level} of that cgroup, 0 being the root. */
    @Helper(
            id = 83,
            name = "bpf_skb_ancestor_cgroup_id",
            passes = "$0 $1",
            since = "4.18",
            programs = {ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB})
    public static long skbAncestorCgroupId(SkbContext packet, int level) {
        throw kernelOnly();
    }

    /** The net_cls class (cgroup v1) of the task that sends the packet. */
    @Helper(
            id = 17,
            name = "bpf_get_cgroup_classid",
            passes = "$0",
            since = "4.3",
            programs = {
                ProgramType.SCHED_CLS,
                ProgramType.SK_MSG,
                ProgramType.CGROUP_SOCK,
                ProgramType.CGROUP_DEVICE,
                ProgramType.CGROUP_SOCK_ADDR,
                ProgramType.CGROUP_SYSCTL,
                ProgramType.CGROUP_SOCKOPT
            },
            everywhereSince = "6.16")
    public static int getCgroupClassid(SkbContext packet) {
        throw kernelOnly();
    }

    /** User id of the owner of the packet's socket; 65534 if there is none. */
    @Helper(
            id = 47,
            name = "bpf_get_socket_uid",
            passes = "$0",
            since = "4.12",
            programs = {ProgramType.SOCKET_FILTER, ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB, ProgramType.SK_SKB})
    public static int getSocketUid(SkbContext packet) {
        throw kernelOnly();
    }

    /**
     * Looks up the route and the neighbour for a packet that {@code params} describes, and fills in device, addresses and MTU.
     *
     * @param flags BPF_FIB_LOOKUP_DIRECT (1), BPF_FIB_LOOKUP_OUTPUT (2), BPF_FIB_LOOKUP_SKIP_NEIGH (4, since 6.3), ...
     * @return 0 if it is to be forwarded, positive (BPF_FIB_LKUP_RET_...) if it is not, or a negative errno
     */
    @Helper(
            id = 69,
            name = "bpf_fib_lookup",
            passes = "$0 $1 sizeof($1) $2",
            since = "4.18",
            programs = {ProgramType.SCHED_CLS, ProgramType.XDP},
            gplOnly = true)
    public static int fibLookup(PacketContext packet, FibLookup params, int flags) {
        throw kernelOnly();
    }

    /**
     * Whether the packet with {@code difference} more bytes fits the MTU of a device (0: the present one).
     *
     * @param mtu four bytes: 0 or a length to check instead of the packet's; the MTU afterwards
     * @return 0 if it fits, BPF_MTU_CHK_RET_FRAG_NEEDED (1), BPF_MTU_CHK_RET_SEGS_TOOBIG (2), or a negative errno
     */
    @Helper(
            id = 163,
            name = "bpf_check_mtu",
            passes = "$0 $1 $2 $3 $4",
            since = "5.12",
            programs = {ProgramType.SCHED_CLS, ProgramType.XDP},
            gplOnly = true)
    public static int checkMtu(PacketContext packet, int ifindex, Bytes mtu, int difference, long flags) {
        throw kernelOnly();
    }
}
