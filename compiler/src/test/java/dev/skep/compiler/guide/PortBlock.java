package dev.skep.compiler.guide;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

/** Drops the UDP packets to one port that a network device receives, and counts them. */
final class PortBlock {
    private static final int IPV4_AT = 14;
    private static final int UDP_AT = 34;
    private static final int UDP = 17;

    interface Ipv4 extends Struct {
        @U8
        int versionAndLength();

        @U8
        int service();

        @BigEndian
        @U16
        int length();

        @BigEndian
        @U16
        int id();

        @BigEndian
        @U16
        int fragment();

        @U8
        int hops();

        @U8
        int protocol();
    }

    interface Udp extends Struct {
        @BigEndian
        @U16
        int source();

        @BigEndian
        @U16
        int destination();
    }

    final String device;
    final int port;
    int dropped;

    PortBlock(String device, int port) {
        this.device = device;
        this.port = port;
    }

    @Xdp("{device}")
    int receive(XdpContext packet) {
        Ipv4 ip = packet.at(IPV4_AT, Ipv4.class);
        Udp udp = packet.at(UDP_AT, Udp.class);
        if (ip == null || udp == null || ip.versionAndLength() != 0x45) {
            return XdpContext.PASS;
        }
        if (ip.protocol() != UDP || udp.destination() != port) {
            return XdpContext.PASS;
        }
        dropped++;
        return XdpContext.DROP;
    }
}
