package dev.skep.compiler.hook;

import static dev.skep.compiler.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.link.Direction;
import org.junit.jupiter.api.Test;

/**
 * The fields of contexts lie where the kernel's own types say, in the byte order that they have there: each is filled with a number of its
 * own, and the interpreted program finds it.
 */
@SuppressWarnings("UnusedMethod") // the compiler reads them
class ContextFieldsTest {
    private final InterpretedHook hook = new InterpretedHook();

    /** Numbers them from 1 in the machine's order. */
    private void fill(String struct, String... members) {
        for (int i = 0; i < members.length; i++) hook.member(struct, members[i], 0, i + 1);
    }

    private static int network(int value) {
        return Integer.reverseBytes(value);
    }

    private static int networkShort(int value) {
        return Short.reverseBytes((short) value) & 0xffff;
    }

    private void fillIp6(String struct, String member, int first) {
        for (int i = 0; i < 4; i++) hook.member(struct, member, i, network(first + i));
    }

    @Test
    void packets() {
        fill(
                "__sk_buff",
                "len",
                "pkt_type",
                "mark",
                "queue_mapping",
                "vlan_present",
                "vlan_tci",
                "priority",
                "ingress_ifindex",
                "ifindex",
                "hash",
                "napi_id",
                "gso_segs",
                "gso_size");
        hook.member("__sk_buff", "protocol", 0, networkShort(0x86dd));
        hook.member("__sk_buff", "vlan_proto", 0, networkShort(0x8100));
        for (int i = 0; i < 5; i++) hook.member("__sk_buff", "cb", i, 100 + i);
        Object program = new Object() {
            @SocketFilter
            int run(SocketFilterContext c) {
                if (c.length() != 1 || c.packetType() != 2 || c.mark() != 3 || c.queueMapping() != 4) return 1;
                if (c.vlanPresent() != 5 || c.vlanTci() != 6 || c.priority() != 7) return 2;
                if (c.ingressIfindex() != 8 || c.ifindex() != 9 || c.hash() != 10 || c.napiId() != 11) return 3;
                if (c.gsoSegments() != 12 || c.gsoSize() != 13) return 4;
                if (c.protocol() != 0x86dd || c.vlanProtocol() != 0x8100) return 5;
                return c.controlBlock(0) == 100 && c.controlBlock(1) == 101 && c.controlBlock(4) == 104 ? 0 : 6;
            }
        };
        assertThat(hook.run(program)).isZero();
    }

    @Test
    void whatProgramsWriteToPackets() {
        Object program = new Object() {
            @Tcx(direction = Direction.INGRESS)
            int run(TcContext c) {
                c.mark(c.length() + 1);
                c.queueMapping(12);
                c.priority(13);
                c.tcClassid(14);
                c.timestamp(c.timestamp() + 1);
                c.controlBlock(3, 15);
                return c.wireLength();
            }
        };
        hook.member("__sk_buff", "len", 0, 10).member("__sk_buff", "wire_len", 0, 99);
        hook.member("__sk_buff", "tstamp", 0, -1);
        assertThat(hook.run(program)).isEqualTo(99);
        assertThat(hook.member("__sk_buff", "mark", 0)).isEqualTo(11);
        assertThat(hook.member("__sk_buff", "queue_mapping", 0)).isEqualTo(12);
        assertThat(hook.member("__sk_buff", "priority", 0)).isEqualTo(13);
        assertThat(hook.member("__sk_buff", "tc_classid", 0)).isEqualTo(14);
        assertThat(hook.member("__sk_buff", "tstamp", 0)).isZero();
        assertThat(hook.member("__sk_buff", "tstamp", 1)).isEqualTo(1);
        assertThat(hook.member("__sk_buff", "cb", 3)).isEqualTo(15);
    }

    @Test
    void addressesOfPackets() {
        hook.member("__sk_buff", "family", 0, 1).member("__sk_buff", "local_port", 0, 2);
        hook.member("__sk_buff", "remote_ip4", 0, network(3)).member("__sk_buff", "local_ip4", 0, network(4));
        hook.member("__sk_buff", "remote_port", 0, network(5));
        fillIp6("__sk_buff", "remote_ip6", 10);
        fillIp6("__sk_buff", "local_ip6", 20);
        Object program = new Object() {
            @CgroupSkb(direction = Direction.INGRESS)
            int run(CgroupSkbContext c) {
                boolean ports = c.family() == 1 && c.localPort() == 2 && c.remotePort() == 5;
                boolean four = c.remoteIp4() == 3 && c.localIp4() == 4;
                boolean six =
                        c.remoteIp6(0) == 10 && c.remoteIp6(3) == 13 && c.localIp6(0) == 20 && c.localIp6(2) == 22;
                return ports && four && six ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
    }

    @Test
    void messages() {
        hook.member("sk_msg_md", "family", 0, 1).member("sk_msg_md", "local_port", 0, 2);
        hook.member("sk_msg_md", "size", 0, 3).member("sk_msg_md", "remote_port", 0, network(4));
        hook.member("sk_msg_md", "remote_ip4", 0, network(5)).member("sk_msg_md", "local_ip4", 0, network(6));
        Object program = new Object() {
            @SkMsg
            int run(SkMsgContext c) {
                boolean numbers = c.family() == 1 && c.localPort() == 2 && c.size() == 3;
                return numbers && c.remotePort() == 4 && c.remoteIp4() == 5 && c.localIp4() == 6 ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
    }

    @Test
    void addressesOfCalls() {
        fill("bpf_sock_addr", "user_family", "family", "type", "protocol");
        hook.member("bpf_sock_addr", "user_ip4", 0, network(5));
        hook.member("bpf_sock_addr", "user_port", 0, networkShort(443));
        hook.member("bpf_sock_addr", "msg_src_ip4", 0, network(6));
        fillIp6("bpf_sock_addr", "user_ip6", 10);
        fillIp6("bpf_sock_addr", "msg_src_ip6", 20);
        Object program = new Object() {
            @CgroupSockAddr(at = CgroupSockAddr.Call.SENDMSG6)
            int run(SockAddrContext c) {
                boolean found = c.userFamily() == 1 && c.family() == 2 && c.type() == 3 && c.protocol() == 4;
                found &= c.userIp4() == 5 && c.userPort() == 443 && c.messageSourceIp4() == 6;
                found &= c.userIp6(1) == 11 && c.messageSourceIp6(3) == 23;
                c.userIp4(7);
                c.userIp6(2, 8 + c.userIp6(2));
                c.userPort(80);
                c.messageSourceIp6(0, 9);
                return found ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
        assertThat(hook.member("bpf_sock_addr", "user_ip4", 0)).isEqualTo(network(7));
        assertThat(hook.member("bpf_sock_addr", "user_ip6", 2)).isEqualTo(network(20));
        assertThat(hook.member("bpf_sock_addr", "user_port", 0)).isEqualTo(networkShort(80));
        assertThat(hook.member("bpf_sock_addr", "msg_src_ip6", 0)).isEqualTo(network(9));
    }

    @Test
    void sockets() {
        fill("bpf_sock", "bound_dev_if", "family", "type", "protocol", "mark", "priority", "src_port", "state");
        hook.member("bpf_sock", "src_ip4", 0, network(9)).member("bpf_sock", "dst_ip4", 0, network(10));
        hook.member("bpf_sock", "dst_port", 0, networkShort(11));
        fillIp6("bpf_sock", "src_ip6", 20);
        fillIp6("bpf_sock", "dst_ip6", 30);
        Object program = new Object() {
            @CgroupSock(at = CgroupSock.Event.POST_BIND4)
            int run(SockContext c) {
                boolean found = c.boundIfindex() == 1 && c.family() == 2 && c.type() == 3 && c.protocol() == 4;
                found &= c.mark() == 5 && c.priority() == 6 && c.sourcePort() == 7 && c.state() == 8;
                found &= c.sourceIp4() == 9 && c.destinationIp4() == 10 && c.destinationPort() == 11;
                return found && c.sourceIp6(1) == 21 && c.destinationIp6(3) == 33 ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
    }

    @Test
    void lookups() {
        fill("bpf_sk_lookup", "family", "protocol", "local_port", "ingress_ifindex");
        hook.member("bpf_sk_lookup", "remote_ip4", 0, network(5)).member("bpf_sk_lookup", "local_ip4", 0, network(6));
        hook.member("bpf_sk_lookup", "remote_port", 0, networkShort(7));
        fillIp6("bpf_sk_lookup", "remote_ip6", 10);
        fillIp6("bpf_sk_lookup", "local_ip6", 20);
        Object program = new Object() {
            @SkLookup
            int run(SkLookupContext c) {
                boolean found = c.family() == 1 && c.protocol() == 2 && c.localPort() == 3 && c.ingressIfindex() == 4;
                found &= c.remoteIp4() == 5 && c.localIp4() == 6 && c.remotePort() == 7;
                return found && c.remoteIp6(2) == 12 && c.localIp6(1) == 21 ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
    }

    @Test
    void groupsOfSockets() {
        fill("sk_reuseport_md", "len", "ip_protocol", "bind_inany", "hash");
        hook.member("sk_reuseport_md", "eth_protocol", 0, networkShort(0x800));
        Object program = new Object() {
            @SkReuseport
            int run(SkReuseportContext c) {
                boolean found = c.length() == 1 && c.protocol() == 2 && c.boundToAny() == 3 && c.hash() == 4;
                return found && c.etherType() == 0x800 ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
    }

    @Test
    void systemControls() {
        fill("bpf_sysctl", "write", "file_pos");
        Object program = new Object() {
            @CgroupSysctl
            int run(SysctlContext c) {
                boolean found = c.write() == 1 && c.filePosition() == 2;
                c.filePosition(0);
                return found ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
        assertThat(hook.member("bpf_sysctl", "file_pos", 0)).isZero();
    }

    @Test
    void socketOptions() {
        fill("bpf_sockopt", "level", "optname", "optlen", "retval");
        Object program = new Object() {
            @CgroupSockopt(at = CgroupSockopt.Call.GETSOCKOPT)
            int run(SockoptContext c) {
                boolean found = c.level() == 1 && c.option() == 2 && c.length() == 3 && c.result() == 4;
                c.length(8);
                c.result(0);
                return found ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
        assertThat(hook.member("bpf_sockopt", "optlen", 0)).isEqualTo(8);
        assertThat(hook.member("bpf_sockopt", "retval", 0)).isZero();
    }

    @Test
    void devices() {
        hook.member("bpf_cgroup_dev_ctx", "access_type", 0, DeviceContext.READ << 16 | DeviceContext.CHARACTER);
        hook.member("bpf_cgroup_dev_ctx", "major", 0, 1).member("bpf_cgroup_dev_ctx", "minor", 0, 3);
        Object program = new Object() {
            @CgroupDevice
            int run(DeviceContext c) {
                boolean read = c.kind() == DeviceContext.CHARACTER && c.access() == DeviceContext.READ;
                return read && c.major() == 1 && c.minor() == 3 ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
    }

    @Test
    void connections() {
        fill(
                "bpf_sock_ops",
                "op",
                "family",
                "local_port",
                "is_fullsock",
                "snd_cwnd",
                "srtt_us",
                "state",
                "total_retrans",
                "bytes_received",
                "bytes_acked");
        for (int i = 0; i < 4; i++) hook.member("bpf_sock_ops", "args", i, 40 + i);
        hook.member("bpf_sock_ops", "remote_ip4", 0, network(21)).member("bpf_sock_ops", "local_ip4", 0, network(22));
        hook.member("bpf_sock_ops", "remote_port", 0, network(23));
        fillIp6("bpf_sock_ops", "remote_ip6", 50);
        fillIp6("bpf_sock_ops", "local_ip6", 60);
        Object program = new Object() {
            @SockOps
            int run(SockOpsContext c) {
                boolean found = c.operation() == 1 && c.family() == 2 && c.localPort() == 3 && c.fullSocket() == 4;
                found &= c.congestionWindow() == 5 && c.smoothedRtt8Micros() == 6 && c.state() == 7;
                found &= c.totalRetransmits() == 8 && c.bytesReceived() == 9 && c.bytesAcked() == 10;
                found &= c.remoteIp4() == 21 && c.localIp4() == 22 && c.remotePort() == 23;
                found &= c.argument(0) == 40 && c.argument(3) == 43 && c.remoteIp6(1) == 51 && c.localIp6(3) == 63;
                c.reply(77);
                return found ? 1 : 0;
            }
        };
        assertThat(hook.run(program)).isEqualTo(1);
        assertThat(hook.member("bpf_sock_ops", "reply", 0)).isEqualTo(77);
    }

    @Test
    void elementsHaveAnIndexThatIsThere() {
        for (int index : new int[] {-1, 5}) {
            refuses(
                    new Object() {
                        private final int element = index;

                        @SocketFilter
                        int run(SocketFilterContext c) {
                            return c.controlBlock(element);
                        }
                    },
                    "SocketFilterContext.controlBlock has no element " + index,
                    "use an index from 0 to 4");
        }
    }
}
