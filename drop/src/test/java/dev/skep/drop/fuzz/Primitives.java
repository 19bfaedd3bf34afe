package dev.skep.drop.fuzz;

import dev.skep.drop.fuzz.Expression.Plain;
import dev.skep.drop.fuzz.Frame.Cut;
import java.util.Set;

/** What the words of the language mean, written down a second time. */
final class Primitives {
    private static final int TCP = 6;

    private Primitives() {}

    /** Which end of a packet. */
    enum End {
        ANY(""),
        SOURCE("src "),
        DESTINATION("dst "),
        EITHER("src or dst "),
        BOTH("src and dst ");

        final String text;

        End(String text) {
            this.text = text;
        }

        boolean holds(At test, long source, long destination) throws Cut {
            return switch (this) {
                case SOURCE -> test.holds(source);
                case DESTINATION -> test.holds(destination);
                case BOTH -> test.holds(source) && test.holds(destination);
                case ANY, EITHER -> test.holds(source) || test.holds(destination);
            };
        }
    }

    interface At {
        boolean holds(long offset) throws Cut;
    }

    static Expression transport(String name, int number) {
        boolean six = !Set.of("icmp", "igmp", "igrp").contains(name);
        boolean four = !name.equals("icmp6");
        return carried(name, number, four, six);
    }

    static Expression carried(String text, int number, boolean four, boolean six) {
        return new Plain(
                text,
                (frame, tags) -> (four && frame.ipv4Carries(tags, number)) || (six && frame.ipv6Carries(tags, number)));
    }

    static Expression etherType(String text, int type) {
        return new Plain(text, (frame, tags) -> frame.type(tags) == type);
    }

    /** A network of IPv4, also in ARP. */
    static Expression network4(End end, String word, String text, long address, int bits) {
        long step = 1L << (32 - bits);
        return new Plain(end.text + word + text, (frame, tags) -> {
            int start = Frame.network(tags);
            long type = frame.type(tags);
            At inside = at -> frame.read(start + at, 4) / step == address / step;
            return switch ((int) type) {
                case 0x0800 -> end.holds(inside, 12, 16);
                case 0x0806, 0x8035 -> end.holds(inside, 14, 24);
                default -> false;
            };
        });
    }

    static Expression network6(End end, String word, String text, byte[] address, int bits) {
        return new Plain(
                end.text + word + text,
                (frame, tags) -> frame.isIpv6(tags)
                        && end.holds(at -> equal(frame, Frame.network(tags) + at, address, bits), 8, 24));
    }

    /** Compared in words, up to the first that differs or does not count. */
    private static boolean equal(Frame frame, long start, byte[] address, int bits) throws Cut {
        for (int word = 0; word == 0 || word * 32 < bits; word++) {
            long there = frame.read(start + word * 4L, 4);
            for (int bit = 0; bit < 32 && word * 32 + bit < bits; bit++) {
                int wanted = address[word * 4 + bit / 8] >> (7 - bit % 8) & 1;
                if ((there >> (31 - bit) & 1) != wanted) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Ports from {@code least} to {@code most}; of TCP, UDP and SCTP where no protocol is given. */
    static Expression ports(End end, String protocol, int number, String text, int least, int most) {
        return new Plain(protocol + end.text + text, (frame, tags) -> {
            int start = Frame.network(tags);
            At inside = at -> frame.read(at, 2) >= least && frame.read(at, 2) <= most;
            if (frame.isIpv6(tags)) {
                return carriesPorts(frame.read(start + 6L, 1), number) && end.holds(inside, start + 40L, start + 42L);
            }
            if (!frame.isIpv4(tags) || !carriesPorts(frame.read(start + 9L, 1), number) || !frame.beginsIpv4(tags)) {
                return false;
            }
            long ports = (long) start + frame.ipv4Bytes(tags);
            return end.holds(inside, ports, ports + 2);
        });
    }

    private static boolean carriesPorts(long protocol, int wanted) {
        return wanted == 0 ? protocol == TCP || protocol == 17 || protocol == 132 : protocol == wanted;
    }

    static Expression ttl(String relation, int value) {
        return new Plain("ttl " + relation + " " + value, (frame, tags) -> {
            int field = frame.isIpv4(tags) ? 8 : 7;
            return (frame.isIpv4(tags) || frame.isIpv6(tags))
                    && Num.related(frame.read(Frame.network(tags) + (long) field, 1), relation, value);
        });
    }

    static Expression fragment() {
        return new Plain(
                "fragment",
                (frame, tags) -> (frame.isIpv4(tags) && frame.read(Frame.network(tags) + 6L, 2) % 0x4000 != 0)
                        || (frame.isIpv6(tags) && frame.read(Frame.network(tags) + 6L, 1) == 44));
    }

    static Expression options() {
        return new Plain("options", (frame, tags) -> frame.isIpv4(tags) && frame.ipv4Bytes(tags) > 20);
    }

    static Expression extension(int header) {
        return new Plain(
                "exthdr " + header,
                (frame, tags) -> frame.isIpv6(tags) && frame.read(Frame.network(tags) + 6L, 1) == header);
    }

    static Expression segmentSize(String relation, int bytes) {
        return new Plain("mss " + relation + " " + bytes, (frame, tags) -> {
            long start = Frame.network(tags);
            if (frame.isIpv6(tags) && frame.read(start + 6, 1) == TCP) {
                return offers(frame, start + 40, relation, bytes);
            }
            return frame.ipv4Carries(tags, TCP)
                    && frame.beginsIpv4(tags)
                    && offers(frame, start + frame.ipv4Bytes(tags), relation, bytes);
        });
    }

    private static boolean offers(Frame frame, long tcp, String relation, int bytes) throws Cut {
        if (frame.read(tcp + 13, 1) / 2 % 2 == 0) {
            return false;
        }
        long end = tcp + frame.read(tcp + 12, 1) / 16 * 4;
        try {
            long at = tcp + 20;
            while (at < end) {
                long kind = frame.read(at, 1);
                if (kind == 0) {
                    return false;
                }
                if (kind != 1 && frame.read(at + 1, 1) < 2) {
                    return false;
                }
                if (kind == 2) {
                    return Num.related(frame.read(at + 2, 2), relation, bytes);
                }
                at += kind == 1 ? 1 : frame.read(at + 1, 1);
            }
        } catch (Cut options) {
            // The receiver's stack ignores what is cut here.
            return false;
        }
        return false;
    }

    /** The protocol at the end of a chain of extension headers, as libpcap walks it. */
    static Expression chain(String qualifier, int protocol) {
        boolean four = !qualifier.equals("ip6 ");
        boolean six = !qualifier.equals("ip ");
        return new Plain(qualifier + "protochain " + protocol, (frame, tags) -> {
            int start = Frame.network(tags);
            if (four && frame.isIpv4(tags)) {
                return chainEnds(frame, frame.read(start + 9L, 1), start + frame.ipv4Bytes(tags), false, protocol);
            }
            return six
                    && frame.isIpv6(tags)
                    && chainEnds(frame, frame.read(start + 6L, 1), start + 40L, true, protocol);
        });
    }

    private static boolean chainEnds(Frame frame, long first, long start, boolean six, int protocol) throws Cut {
        long header = first;
        long at = start;
        while (header != protocol && header != 59) {
            boolean extension = six && (header == 0 || header == 43 || header == 44 || header == 60);
            if (!extension && header != 51) {
                return false;
            }
            header = frame.read(at, 1);
            long length = frame.read(at + 1, 1);
            at += extension ? (length + 1) * 8 : (length + 2) * 4;
        }
        return header == protocol;
    }
}
