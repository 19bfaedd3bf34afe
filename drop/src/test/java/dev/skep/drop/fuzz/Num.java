package dev.skep.drop.fuzz;

import dev.skep.drop.fuzz.Frame.Cut;

/** A number in a filter: unsigned, 32 bits. */
sealed interface Num {
    String text();

    long of(Frame frame, int tags) throws Cut;

    /** Whether the packet has the protocols whose bytes are read. */
    boolean there(Frame frame, int tags) throws Cut;

    static boolean related(long left, String relation, long right) {
        return switch (relation) {
            case "=", "==" -> left == right;
            case "!=" -> left != right;
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            case ">=" -> left >= right;
            default -> throw new IllegalArgumentException(relation);
        };
    }

    /** A constant. */
    record Fixed(long value) implements Num {
        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public long of(Frame frame, int tags) {
            return value;
        }

        @Override
        public boolean there(Frame frame, int tags) {
            return true;
        }
    }

    /** {@code len}. */
    record Len() implements Num {
        @Override
        public String text() {
            return "len";
        }

        @Override
        public long of(Frame frame, int tags) {
            return frame.length();
        }

        @Override
        public boolean there(Frame frame, int tags) {
            return true;
        }
    }

    /** {@code PROTOCOL[OFFSET:SIZE]}. The protocol's number is that of its EtherType or in the IP header. */
    record Bytes(String protocol, int number, Num offset, int size) implements Num {
        @Override
        public String text() {
            return protocol + "[" + offset.text() + (size == 1 ? "]" : ":" + size + "]");
        }

        @Override
        public boolean there(Frame frame, int tags) throws Cut {
            return offset.there(frame, tags)
                    && switch (protocol) {
                        case "ether" -> true;
                        case "ip", "ip6", "arp", "rarp" -> frame.type(tags) == number;
                        case "icmp6" -> frame.isIpv6(tags) && frame.read(Frame.network(tags) + 6L, 1) == number;
                        default -> frame.ipv4Carries(tags, number) && frame.beginsIpv4(tags);
                    };
        }

        @Override
        public long of(Frame frame, int tags) throws Cut {
            long at = offset.of(frame, tags);
            long start = switch (protocol) {
                case "ether" -> 0;
                case "ip", "ip6", "arp", "rarp" -> Frame.network(tags);
                case "icmp6" -> Frame.network(tags) + 40;
                default -> Frame.network(tags) + frame.ipv4Bytes(tags);
            };
            return frame.read((start + at) % (1L << 32), size);
        }
    }

    /** Two numbers combined. */
    record Combined(Num left, String operator, Num right) implements Num {
        @Override
        public String text() {
            return "(" + left.text() + " " + operator + " " + right.text() + ")";
        }

        @Override
        public boolean there(Frame frame, int tags) throws Cut {
            return left.there(frame, tags) && right.there(frame, tags);
        }

        @Override
        public long of(Frame frame, int tags) throws Cut {
            int first = (int) left.of(frame, tags);
            int second = (int) right.of(frame, tags);
            int result = switch (operator) {
                case "+" -> first + second;
                case "-" -> first - second;
                case "*" -> first * second;
                case "&" -> first & second;
                case "|" -> first | second;
                case "^" -> first ^ second;
                case "<<" -> second < 0 || second > 31 ? 0 : first << second;
                case ">>" -> second < 0 || second > 31 ? 0 : first >>> second;
                case "/", "%" -> {
                    if (second == 0) {
                        throw new Cut();
                    }
                    yield operator.equals("/")
                            ? Integer.divideUnsigned(first, second)
                            : Integer.remainderUnsigned(first, second);
                }
                default -> throw new IllegalArgumentException(operator);
            };
            return Integer.toUnsignedLong(result);
        }
    }
}
