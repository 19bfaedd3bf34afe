package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * Passed by the first segment of a TCP connection whose option for the largest segment (MSS, RFC 9293 section 3.2) stands in a relation
 * to a number. Options are walked from the first on, as the receiver's stack does. The packet must be TCP.
 *
 * @param ip offset of the network layer's header
 * @param version6 whether that is one of IPv6, behind which the segment follows at once
 */
public record SegmentSize(int ip, boolean version6, Relation relation, long bytes) implements Match {
    private static final int IPV6_BYTES = 40;
    private static final int TCP_BYTES = 20;
    private static final int MOST_OPTIONS = 40;
    private static final int OFFSET = 12;
    private static final int FLAGS = 13;
    private static final int SYN = 2;
    private static final int END = 0;
    private static final int NOTHING = 1;
    private static final int MAXIMUM_SEGMENT = 2;
    private static final int SHORTEST_OPTION = 2;

    @Override
    public int test(XdpContext packet) {
        int tcp = ip + IPV6_BYTES;
        if (!version6) {
            long words = Width.BYTE.read(packet, ip);
            if (words == Quantity.CUT) {
                return CUT;
            }
            tcp = ip + ((int) words & 15) * 4;
        }
        long flags = Width.BYTE.read(packet, tcp + FLAGS);
        if (flags == Quantity.CUT) {
            return CUT;
        }
        if ((flags & SYN) == 0) {
            return NO;
        }
        long length = Width.BYTE.read(packet, tcp + OFFSET);
        return length == Quantity.CUT ? CUT : option(packet, tcp + TCP_BYTES, tcp + ((int) length >> 4) * 4);
    }

    /** One way leads on from each option, so that the verifier of Linux 6.1 walks through each once. */
    private int option(XdpContext packet, int start, int end) {
        int at = start;
        for (int i = 0; i < MOST_OPTIONS && at < end; i++) {
            // In the last byte no option has a length.
            long head = Width.HALF.read(packet, at);
            if (head == Quantity.CUT) {
                return NO;
            }
            long kind = head >>> 8;
            long nothing = ((kind ^ NOTHING) - 1) >> 63;
            long length = (head & 0xff & ~nothing) | (SHORTEST_OPTION & nothing);
            if (kind == END || length < SHORTEST_OPTION) {
                return NO;
            }
            if (kind == MAXIMUM_SEGMENT) {
                long size = Width.HALF.read(packet, at + 2);
                return size != Quantity.CUT && relation.holds(size, bytes) ? YES : NO;
            }
            at += (int) (length + nothing);
        }
        return NO;
    }
}
