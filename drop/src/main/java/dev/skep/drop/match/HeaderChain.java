package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * Passed when a protocol is found at the end of a chain of extension headers (pcap-filter's {@code protochain}): those of IPv6 that tell
 * their length in units of eight bytes (RFC 8200 section 4), and the authentication header (RFC 4302), which IPv4 has, too. A longer
 * chain than {@value #MOST_HEADERS} headers is not passed.
 *
 * @param ip offset of the network layer's header
 * @param version6 whether that is one of IPv6
 * @param protocol the number that is looked for
 */
public record HeaderChain(int ip, boolean version6, int protocol) implements Match {
    /** More than a stack takes to be anything but an attack; the verifier walks each once. */
    static final int MOST_HEADERS = 40;

    private static final int IPV6_BYTES = 40;
    private static final int IPV6_NEXT = 6;
    private static final int IPV4_PROTOCOL = 9;
    private static final int AUTHENTICATION_HEADER = 51;
    private static final long AUTHENTICATION = 1L << AUTHENTICATION_HEADER;

    /** Hop-by-hop options, routing, fragment, destination options. */
    private static final long EXTENSIONS = 1L | 1L << 43 | 1L << 44 | 1L << 60;

    @Override
    public int test(XdpContext packet) {
        long header = Width.BYTE.read(packet, ip + (version6 ? IPV6_NEXT : IPV4_PROTOCOL));
        if (header == Quantity.CUT) {
            return CUT;
        }
        int at = ip + IPV6_BYTES;
        if (!version6) {
            long words = Width.BYTE.read(packet, ip);
            if (words == Quantity.CUT) {
                return CUT;
            }
            at = ip + ((int) words & 15) * 4;
        }
        return walk(packet, header, at);
    }

    private int walk(XdpContext packet, long first, int start) {
        long header = first;
        int at = start;
        for (int i = 0; i < MOST_HEADERS; i++) {
            if (header == protocol) {
                return YES;
            }
            long bit = 1L << (header & 63);
            if (header > 63 || (bit & (version6 ? EXTENSIONS | AUTHENTICATION : AUTHENTICATION)) == 0) {
                return NO;
            }
            if (at > FieldAt.LARGEST_OFFSET) {
                return CUT;
            }
            header = Width.BYTE.read(packet, at);
            long length = Width.BYTE.read(packet, at + 1);
            if (header == Quantity.CUT || length == Quantity.CUT) {
                return CUT;
            }
            // One way leads on, so that the verifier of Linux 6.1 walks through each header once.
            int words = (int) (bit >>> AUTHENTICATION_HEADER) & 1;
            at += ((int) length + 1 + words) * (8 - 4 * words);
        }
        return header == protocol ? YES : NO;
    }
}
