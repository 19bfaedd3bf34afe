package dev.skep.drop.fuzz;

import dev.skep.drop.fuzz.Primitives.End;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes filters out of every word of the language. The same seed gives the same filters. */
final class FilterGenerator {
    private static final List<Map.Entry<String, Integer>> TRANSPORTS = List.of(
            Map.entry("icmp", 1),
            Map.entry("igmp", 2),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("icmp6", 58),
            Map.entry("pim", 103),
            Map.entry("sctp", 132));
    private static final List<Map.Entry<String, Integer>> NETWORKS = List.of(
            Map.entry("ip", 0x0800), Map.entry("ip6", 0x86dd), Map.entry("arp", 0x0806), Map.entry("rarp", 0x8035));
    private static final List<String> RELATIONS = List.of("=", "!=", "<", "<=", ">", ">=");
    private static final int[] PORTS = {0, 22, 53, 80, 443, 1024, 8080, 65535};
    private static final long[] ADDRESSES = {
        0x0a000001L, 0x0a000002L, 0x0aff0001L, 0xc0a80001L, 0xe0000001L, 0xffffffffL
    };
    private static final int[] HEADERS = {0, 6, 17, 43, 44, 50, 51, 58, 59, 60, 132, 255};

    private final SplittableRandom random;

    FilterGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next filter. */
    Expression next() {
        return expression(random.nextInt(4));
    }

    private Expression expression(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return primitive();
        }
        if (random.nextInt(5) == 0) {
            return new Expression.Negation(expression(depth - 1));
        }
        return new Expression.Pair(random.nextBoolean(), expression(depth - 1), expression(depth - 1));
    }

    private Expression primitive() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> {
                Map.Entry<String, Integer> one = pick(TRANSPORTS);
                yield Primitives.transport(one.getKey(), one.getValue());
            }
            case 2 -> {
                Map.Entry<String, Integer> one = pick(NETWORKS);
                yield Primitives.etherType(one.getKey(), one.getValue());
            }
            case 3, 4 -> address();
            case 5, 6 -> ports();
            case 7 -> new Expression.Vlan(random.nextBoolean() ? -1 : random.nextInt(8));
            case 8, 9, 10 -> comparison();
            case 11 -> protocol();
            case 12 -> own();
            case 13 -> Primitives.segmentSize(pick(RELATIONS), random.nextInt(4) * 500 + 36);
            case 14 -> Primitives.chain(pick(List.of("", "ip ", "ip6 ")), pick(HEADERS));
            default -> Frames.any(random);
        };
    }

    private Expression address() {
        End end = pick(List.of(End.values()));
        boolean host = random.nextBoolean();
        if (random.nextBoolean()) {
            int bits = host ? 32 : random.nextInt(33);
            long address = pick(ADDRESSES) >> (32 - bits) << (32 - bits);
            String dotted = address / 0x1000000 + "." + address / 0x10000 % 256 + "." + address / 256 % 256 + "."
                    + address % 256;
            return Primitives.network4(
                    end, host ? "host " : "net ", host ? dotted : dotted + "/" + bits, address, bits);
        }
        byte[] address = new byte[16];
        address[0] = (byte) (host || random.nextBoolean() ? 0x20 : 0xfe);
        address[1] = (byte) (address[0] == 0x20 ? 0x01 : 0x80);
        if (address[0] == 0x20) {
            address[2] = 0x0d;
            address[3] = (byte) 0xb8;
        }
        address[15] = (byte) (host ? random.nextInt(3) : 0);
        int bits = host ? 128 : pick(new int[] {9, 10, 32, 33, 64, 65, 120});
        for (int bit = bits; bit < 128; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i += 2) {
            text.append(i == 0 ? "" : ":")
                    .append(Integer.toHexString((address[i] & 255) << 8 | (address[i + 1] & 255)));
        }
        return Primitives.network6(
                end, host ? "host " : "net ", host ? text.toString() : text + "/" + bits, address, bits);
    }

    private Expression ports() {
        End end = pick(List.of(End.values()));
        String protocol = pick(List.of("", "tcp ", "udp ", "sctp "));
        int number = switch (protocol) {
            case "tcp " -> 6;
            case "udp " -> 17;
            case "sctp " -> 132;
            default -> 0;
        };
        int one = pick(PORTS);
        if (random.nextBoolean()) {
            return Primitives.ports(end, protocol, number, "port " + one, one, one);
        }
        int other = pick(PORTS);
        int least = Math.min(one, other);
        int most = Math.max(one, other);
        return Primitives.ports(end, protocol, number, "portrange " + least + "-" + most, least, most);
    }

    private Expression protocol() {
        int number = pick(HEADERS);
        return switch (random.nextInt(4)) {
            case 0 -> Primitives.carried("proto " + number, number, true, true);
            case 1 -> Primitives.carried("ip proto " + number, number, true, false);
            case 2 -> Primitives.carried("ip6 proto " + number, number, false, true);
            default -> Primitives.etherType("ether proto 0x1234", 0x1234);
        };
    }

    private Expression own() {
        return switch (random.nextInt(4)) {
            case 0 -> Primitives.ttl(pick(RELATIONS), pick(new int[] {0, 1, 5, 64, 255}));
            case 1 -> Primitives.fragment();
            case 2 -> Primitives.options();
            default -> Primitives.extension(pick(HEADERS));
        };
    }

    private Expression comparison() {
        return new Expression.Compared(bytes(1), pick(RELATIONS), random.nextInt(4) > 0 ? constant() : number(2));
    }

    private Num number(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> new Num.Len();
                case 1 -> constant();
                default -> bytes(depth);
            };
        }
        String operator = pick(List.of("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"));
        Num left = number(depth - 1);
        // Two constants are combined by the parser, which refuses to divide by zero.
        Num right = left instanceof Num.Fixed || random.nextBoolean() ? bytes(0) : new Num.Fixed(random.nextInt(1, 40));
        return new Num.Combined(left, operator, right);
    }

    private Num bytes(int depth) {
        Map.Entry<String, Integer> protocol = switch (random.nextInt(4)) {
            case 0 -> Map.entry("ether", 0);
            case 1, 2 -> pick(NETWORKS);
            default -> pick(TRANSPORTS);
        };
        int reach = protocol.getKey().equals("ether") ? 60 : 24;
        Num offset = depth == 0 || random.nextInt(4) > 0 ? new Num.Fixed(random.nextInt(reach)) : number(depth - 1);
        return new Num.Bytes(protocol.getKey(), protocol.getValue(), offset, pick(new int[] {1, 1, 2, 4}));
    }

    private Num constant() {
        return new Num.Fixed(
                switch (random.nextInt(5)) {
                    case 0 -> random.nextInt(256);
                    case 1 -> pick(HEADERS);
                    case 2 -> pick(ADDRESSES);
                    case 3 -> pick(PORTS);
                    default -> random.nextLong(1L << 32);
                });
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private int pick(int[] values) {
        return values[random.nextInt(values.length)];
    }

    private long pick(long[] values) {
        return values[random.nextInt(values.length)];
    }
}
