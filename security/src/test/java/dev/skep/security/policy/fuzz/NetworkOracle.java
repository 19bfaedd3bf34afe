package dev.skep.security.policy.fuzz;

import dev.skep.compiler.table.Prefix;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.Operator;
import java.math.BigInteger;

/** Compares ends of connections. */
final class NetworkOracle {
    private static final int PRIVILEGED = 1024;

    private NetworkOracle() {}

    /**
     * What is compared.
     *
     * @param family {@code AF_}
     * @param protocol {@code IPPROTO_}
     * @param state {@code TCP_}
     * @param source its end, or the only one; {@link Endpoint#NONE} of what is not of the Internet
     * @param destination the other
     */
    record Ends(int family, int protocol, int state, Endpoint source, Endpoint destination) {
        static Ends of(Address address) {
            Endpoint end = address.end().orElse(Endpoint.NONE);
            return new Ends(address.family(), 0, 0, end, end);
        }
    }

    /**
     * A socket.
     *
     * @param type {@code SOCK_}
     * @param ends its own address is the source's
     */
    record Socket(int type, Ends ends) {
        ArgumentValue shown() {
            return new ArgumentValue.Sock(
                    ends.family(), type, ends.protocol(), 0, 0, ends.source(), ends.destination(), 0, ends.state());
        }
    }

    /**
     * A packet.
     *
     * @param ends from where to where
     */
    record Packet(Ends ends) {
        ArgumentValue shown() {
            return new ArgumentValue.Skb(
                    0, 0, 0, 0, ends.source(), ends.destination(), ends.protocol(), 0, 0, ends.family());
        }
    }

    static boolean holds(ArgumentMatch match, Ends ends) {
        return switch (match.operator()) {
            case SADDR, DADDR -> isOfInternet(ends) && inNetwork(match, end(match, ends));
            case NOT_SADDR, NOT_DADDR -> isOfInternet(ends) && !inNetwork(match, end(match, ends));
            case SPORT, DPORT -> inRange(match, end(match, ends).port());
            case NOT_SPORT, NOT_DPORT -> !inRange(match, end(match, ends).port());
            case SPORT_PRIV, DPORT_PRIV -> end(match, ends).port() < PRIVILEGED;
            case NOT_SPORT_PRIV, NOT_DPORT_PRIV -> end(match, ends).port() >= PRIVILEGED;
            case FAMILY -> inRange(match, ends.family());
            case PROTOCOL -> inRange(match, ends.protocol());
            case STATE -> inRange(match, ends.state());
            default -> throw new IllegalStateException("no oracle for " + match);
        };
    }

    private static boolean isOfInternet(Ends ends) {
        return ends.family() == Address.INET || ends.family() == Address.INET6;
    }

    private static Endpoint end(ArgumentMatch match, Ends ends) {
        return isOfSource(match.operator()) ? ends.source() : ends.destination();
    }

    private static boolean isOfSource(Operator operator) {
        return switch (operator) {
            case SADDR, NOT_SADDR, SPORT, NOT_SPORT, SPORT_PRIV, NOT_SPORT_PRIV -> true;
            default -> false;
        };
    }

    static boolean inRange(ArgumentMatch match, int number) {
        return match.values().stream()
                .map(MatchValue.Range.class::cast)
                .anyMatch(range -> range.first() <= number && number <= range.last());
    }

    private static boolean inNetwork(ArgumentMatch match, Endpoint end) {
        return match.values().stream()
                .map(value -> ((MatchValue.Network) value).prefix())
                .anyMatch(prefix -> contains(prefix, end));
    }

    private static boolean contains(Prefix prefix, Endpoint end) {
        if (prefix.version4() == end.ip6()) {
            return false;
        }
        BigInteger network = bits(prefix.high(), prefix.low());
        // Of IPv4 the prefix has its four bytes at the top, the end at the bottom.
        BigInteger address = end.ip6() ? bits(end.high(), end.low()) : bits(end.low() << Integer.SIZE, 0);
        int others = 2 * Long.SIZE - prefix.bits();
        return network.shiftRight(others).equals(address.shiftRight(others));
    }

    private static BigInteger bits(long high, long low) {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(Long.SIZE)
                .or(new BigInteger(Long.toUnsignedString(low)));
    }
}
