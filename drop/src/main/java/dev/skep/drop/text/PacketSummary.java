package dev.skep.drop.text;

import java.nio.ByteBuffer;

/** One line about a packet, in tcpdump's manner. What the packet is too short for is left out; nothing in it breaks the reader. */
public final class PacketSummary {
    private static final int ETHERNET_BYTES = 14;
    private static final int TAG_BYTES = 4;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int TCP_FLAGS = 13;
    private static final String FLAG_LETTERS = "FSRP.UEW";

    private final ByteBuffer packet;
    private final StringBuilder text = new StringBuilder(80);

    private PacketSummary(byte[] packet) {
        this.packet = ByteBuffer.wrap(packet);
    }

    /** The line for an Ethernet frame. */
    public static String of(byte[] frame) {
        PacketSummary summary = new PacketSummary(frame);
        summary.ethernet();
        return summary.text.toString();
    }

    private boolean has(int offset, int bytes) {
        return offset >= 0 && offset + bytes <= packet.limit();
    }

    private int u8(int offset) {
        return packet.get(offset) & 0xff;
    }

    private int u16(int offset) {
        return packet.getShort(offset) & 0xffff;
    }

    private void ethernet() {
        if (!has(0, ETHERNET_BYTES)) {
            text.append("cut after ").append(packet.limit()).append(" bytes");
            return;
        }
        int at = 12;
        int type = u16(at);
        while ((type == 0x8100 || type == 0x88a8 || type == 0x9100) && has(at, TAG_BYTES + 2)) {
            text.append("vlan ").append(u16(at + 2) & 0xfff).append(", ");
            at += TAG_BYTES;
            type = u16(at);
        }
        at += 2;
        switch (type) {
            case 0x0800 -> ipv4(at);
            case 0x86dd -> ipv6(at);
            case 0x0806 -> arp(at);
            default ->
                text.append(String.format("ethertype 0x%04x", type))
                        .append(", length ")
                        .append(packet.limit());
        }
    }

    private void arp(int at) {
        text.append("ARP");
        if (has(at, 28)) {
            text.append(u16(at + 6) == 1 ? " who has " : " from ");
            address4(u16(at + 6) == 1 ? at + 24 : at + 14);
        }
    }

    private void ipv4(int at) {
        text.append("IP");
        if (!has(at, IPV4_BYTES)) {
            text.append(" (cut)");
            return;
        }
        int header = (u8(at) & 15) * 4;
        int fragment = u16(at + 6);
        boolean later = (fragment & 0x1fff) != 0;
        ends(at + 12, at + 16, 4, u8(at + 9), later ? -1 : at + header);
        if ((fragment & 0x3fff) != 0) {
            text.append(", fragment at ").append((fragment & 0x1fff) * 8);
        }
        text.append(", ttl ").append(u8(at + 8)).append(", length ").append(u16(at + 2));
    }

    private void ipv6(int at) {
        text.append("IP6");
        if (!has(at, IPV6_BYTES)) {
            text.append(" (cut)");
            return;
        }
        ends(at + 8, at + 24, 16, u8(at + 6), at + IPV6_BYTES);
        text.append(", hops ").append(u8(at + 7)).append(", length ").append(u16(at + 4));
    }

    /** Addresses, and ports where the protocol has some; {@code payload} is -1 where it is not there. */
    private void ends(int source, int destination, int addressBytes, int protocol, int payload) {
        boolean ports = (protocol == 6 || protocol == 17 || protocol == 132) && payload >= 0 && has(payload, 4);
        text.append(' ');
        address(source, addressBytes);
        if (ports) {
            text.append('.').append(u16(payload));
        }
        text.append(" > ");
        address(destination, addressBytes);
        if (ports) {
            text.append('.').append(u16(payload + 2));
        }
        text.append(": ");
        protocol(protocol, payload);
    }

    private void protocol(int protocol, int payload) {
        boolean there = payload >= 0;
        switch (protocol) {
            case 1 -> message("ICMP", payload, there);
            case 58 -> message("ICMP6", payload, there);
            case 6 -> {
                text.append("TCP");
                if (there && has(payload, TCP_FLAGS + 1)) {
                    flags(u8(payload + TCP_FLAGS));
                }
            }
            case 17 -> text.append("UDP");
            case 132 -> text.append("SCTP");
            default -> text.append("protocol ").append(protocol);
        }
    }

    private void message(String name, int payload, boolean there) {
        text.append(name);
        if (there && has(payload, 2)) {
            text.append(" type ").append(u8(payload)).append(" code ").append(u8(payload + 1));
        }
    }

    private void flags(int flags) {
        text.append(" [");
        for (int bit = 0; bit < 8; bit++) {
            if ((flags & 1 << bit) != 0) {
                text.append(FLAG_LETTERS.charAt(bit));
            }
        }
        text.append(flags == 0 ? "none]" : "]");
    }

    private void address(int at, int bytes) {
        if (bytes == 4) {
            address4(at);
            return;
        }
        for (int i = 0; i < bytes; i += 2) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString(u16(at + i)));
        }
    }

    private void address4(int at) {
        text.append(u8(at))
                .append('.')
                .append(u8(at + 1))
                .append('.')
                .append(u8(at + 2))
                .append('.')
                .append(u8(at + 3));
    }
}
