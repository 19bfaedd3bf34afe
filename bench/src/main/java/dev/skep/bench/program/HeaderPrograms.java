package dev.skep.bench.program;

import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;

/** {@code headers.bpf.c}: protocols behind and above IPv4. */
public final class HeaderPrograms {
    private static final int VLAN = 0x8100;
    private static final int VLAN_OF_PROVIDERS = 0x88a8;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86dd;
    private static final int GATEWAY = 0x0100000a;
    private static final int MOST_EXTENSIONS = 4;
    private static final int HALF_WORDS = 10;

    /** Drops ARP, also behind one or two VLAN tags. */
    @Xdp
    int vlan(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null) {
            return XdpContext.PASS;
        }
        int type = ethernet.type();
        int at = Ethernet.BYTES;
        for (int i = 0; i < VlanTag.MOST; i++) {
            if (type != VLAN && type != VLAN_OF_PROVIDERS) {
                break;
            }
            VlanTag tag = packet.at(at, VlanTag.class);
            if (tag == null) {
                return XdpContext.PASS;
            }
            type = tag.type();
            at += VlanTag.BYTES;
        }
        return type == ARP ? XdpContext.DROP : XdpContext.PASS;
    }

    /** Drops ICMPv6 behind up to four extension headers. */
    @Xdp
    int ipv6Extensions(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != IPV6) {
            return XdpContext.PASS;
        }
        Ipv6 ip = packet.at(Ethernet.BYTES, Ipv6.class);
        if (ip == null) {
            return XdpContext.PASS;
        }
        int next = ip.next();
        int at = Ethernet.BYTES + Ipv6.BYTES;
        for (int i = 0; i < MOST_EXTENSIONS; i++) {
            if (next == Ipv6.ICMP) {
                return XdpContext.DROP;
            }
            if (next != Ipv6.HOP_BY_HOP && next != Ipv6.ROUTING && next != Ipv6.DESTINATION) {
                return XdpContext.PASS;
            }
            ExtensionHeader extension = packet.at(at, ExtensionHeader.class);
            if (extension == null) {
                return XdpContext.PASS;
            }
            next = extension.next();
            at += extension.length() * 8 + 8;
        }
        return XdpContext.PASS;
    }

    /** Drops segments that open a connection, and sends back those that reset one. */
    @Xdp
    int tcpFlags(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(Ethernet.BYTES, Ipv4.class);
        if (ip == null || ip.protocol() != Ipv4.TCP) {
            return XdpContext.PASS;
        }
        Tcp tcp = packet.at(Ethernet.BYTES + Ipv4.BYTES, Tcp.class);
        if (tcp == null) {
            return XdpContext.PASS;
        }
        int flags = tcp.flags();
        if ((flags & (Tcp.SYN | Tcp.ACK)) == Tcp.SYN) {
            return XdpContext.DROP;
        }
        return (flags & Tcp.RST) != 0 ? XdpContext.TX : XdpContext.PASS;
    }

    /** Drops DNS queries with one question. */
    @Xdp
    int dnsQuery(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(Ethernet.BYTES, Ipv4.class);
        if (ip == null || ip.protocol() != Ipv4.UDP || (ip.fragment() & 0x1fff) != 0) {
            return XdpContext.PASS;
        }
        Dns dns = packet.at(Ethernet.BYTES + Ipv4.BYTES, Dns.class);
        if (dns == null || dns.destination() != Dns.PORT) {
            return XdpContext.PASS;
        }
        boolean query = (dns.flags() & Dns.RESPONSE) == 0;
        return query && dns.questions() == 1 ? XdpContext.DROP : XdpContext.PASS;
    }

    /** Drops requests for the hardware address of one host. */
    @Xdp
    int arpRequest(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != ARP) {
            return XdpContext.PASS;
        }
        Arp arp = packet.at(Ethernet.BYTES, Arp.class);
        if (arp == null || arp.operation() != Arp.REQUEST) {
            return XdpContext.PASS;
        }
        return arp.target().u32(0) == GATEWAY ? XdpContext.DROP : XdpContext.PASS;
    }

    /** Drops packets whose IPv4 header has a wrong checksum. */
    @Xdp
    int ipChecksum(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        HalfWords header = packet.at(Ethernet.BYTES, HalfWords.class);
        if (header == null) {
            return XdpContext.PASS;
        }
        int sum = 0;
        for (int i = 0; i < HALF_WORDS; i++) {
            sum += header.half(i);
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        return sum == 0xffff ? XdpContext.PASS : XdpContext.DROP;
    }
}
