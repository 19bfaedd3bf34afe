package dev.skep.compiler.hook;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;
import org.jspecify.annotations.Nullable;

/** Headers of packets, and code over them that serves every hook with direct packet access. */
final class PacketHeaders {
    static final int ETHERNET_SIZE = 14;
    static final int IPV4 = 0x0800;
    static final int UDP = 17;

    private PacketHeaders() {}

    interface Ethernet extends Struct {
        @Length(6)
        Bytes destination();

        @Length(6)
        Bytes source();

        @BigEndian
        @U16
        int type();
    }

    interface Ipv4 extends Struct {
        @U8
        int versionAndLength();

        @U8
        int service();

        @BigEndian
        @U16
        int totalLength();

        @BigEndian
        @U16
        int id();

        @BigEndian
        @U16
        int fragment();

        @U8
        int ttl();

        void ttl(int v);

        @U8
        int protocol();

        @BigEndian
        @U16
        int checksum();

        @BigEndian
        int source();

        @BigEndian
        int destination();
    }

    interface Udp extends Struct {
        @BigEndian
        @U16
        int source();

        @BigEndian
        @U16
        int destination();

        void destination(int v);

        @BigEndian
        @U16
        int length();

        @BigEndian
        @U16
        int checksum();
    }

    /** The UDP header behind Ethernet and IPv4 headers, or null if the packet is something else. */
    static @Nullable Udp udp(PacketContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != IPV4) return null;
        return udp(packet, ETHERNET_SIZE);
    }

    /** The UDP header behind an IPv4 header at {@code offset}, or null if the packet is something else. */
    static @Nullable Udp udp(PacketContext packet, int offset) {
        Ipv4 ip = packet.at(offset, Ipv4.class);
        if (ip == null || ip.protocol() != UDP) return null;
        return packet.at(offset + (ip.versionAndLength() & 15) * 4, Udp.class);
    }
}
