package dev.skep.drop.filter;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Comparison;
import dev.skep.drop.match.Constant;
import dev.skep.drop.match.Field;
import dev.skep.drop.match.FieldAt;
import dev.skep.drop.match.Match;
import dev.skep.drop.match.Operation;
import dev.skep.drop.match.Operator;
import dev.skep.drop.match.PacketLength;
import dev.skep.drop.match.Quantity;
import dev.skep.drop.match.Relation;
import dev.skep.drop.match.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Comparisons of numbers: {@code tcp[13] & 2 != 0}, {@code len > 1500}. What a field belongs to is tested first: a packet of another
 * protocol does not match, whatever the comparison says.
 */
final class ArithmeticParser {
    /** How relations are written. */
    static final Map<String, Relation> RELATIONS = Map.of(
            "=", Relation.EQUAL,
            "==", Relation.EQUAL,
            "!=", Relation.UNEQUAL,
            "<", Relation.LESS,
            "<=", Relation.AT_MOST,
            ">", Relation.GREATER,
            ">=", Relation.AT_LEAST);

    /** From the loosest to the tightest, as libpcap's grammar orders them. */
    private static final List<Map<String, Operator>> LEVELS = List.of(
            Map.of("|", Operator.OR, "&", Operator.AND, "^", Operator.XOR),
            Map.of("<<", Operator.LEFT, ">>", Operator.RIGHT),
            Map.of("+", Operator.PLUS, "-", Operator.MINUS),
            Map.of("*", Operator.TIMES, "/", Operator.DIVIDE, "%", Operator.REMAINDER));

    private final Tokens tokens;
    private final Layer layer;
    private final List<Match> guards = new ArrayList<>();

    ArithmeticParser(Tokens tokens, Layer layer) {
        this.tokens = tokens;
        this.layer = layer;
    }

    /** The comparison that begins here; nothing, and nothing passed, if none does. */
    static Optional<Match> comparison(Tokens tokens, Layer layer) {
        Tokens.Mark mark = tokens.mark();
        if (!begins(tokens)) {
            return Optional.empty();
        }
        ArithmeticParser parser = new ArithmeticParser(tokens, layer);
        Quantity left = parser.quantity(0);
        Relation relation = RELATIONS.get(tokens.peek().text());
        if (relation == null) {
            tokens.reset(mark);
            return Optional.empty();
        }
        tokens.take();
        Quantity right = parser.quantity(0);
        parser.guards.add(new Comparison(left, relation, right));
        return Optional.of(parser.guards.size() == 1 ? parser.guards.getFirst() : new All(parser.guards));
    }

    /** Whether a number begins here; behind parentheses it may be a test all the same. */
    private static boolean begins(Tokens tokens) {
        int at = 0;
        while (tokens.peek(at).is("(") || tokens.peek(at).is("-")) {
            at++;
        }
        Token token = tokens.peek(at);
        return token.kind() == Token.Kind.NUMBER
                || token.is("len")
                || NamedNumbers.of(token.text()).isPresent()
                || (token.kind() == Token.Kind.WORD && tokens.peek(at + 1).is("["));
    }

    private Quantity quantity(int level) {
        if (level == LEVELS.size()) {
            return operand();
        }
        Quantity left = quantity(level + 1);
        while (tokens.peek().kind() == Token.Kind.SIGN) {
            Token sign = tokens.peek();
            Operator operator = LEVELS.get(level).get(sign.text());
            if (operator == null) {
                break;
            }
            tokens.take();
            left = operation(sign, operator, left, quantity(level + 1));
        }
        return left;
    }

    private Quantity operation(Token sign, Operator operator, Quantity left, Quantity right) {
        boolean divides = operator == Operator.DIVIDE || operator == Operator.REMAINDER;
        if (divides && right instanceof Constant(long divisor) && divisor == 0) {
            throw tokens.error(sign, "division by zero");
        }
        if (left instanceof Constant(long first) && right instanceof Constant(long second)) {
            return new Constant(operator.apply(first, second));
        }
        return new Operation(operator, left, right);
    }

    private Quantity operand() {
        Token token = tokens.peek();
        if (token.is("(")) {
            tokens.enter();
            Quantity inner = quantity(0);
            tokens.expect(")");
            tokens.leave();
            return inner;
        }
        if (token.is("-")) {
            tokens.enter();
            Quantity negated = operand();
            tokens.leave();
            return operation(token, Operator.MINUS, new Constant(0), negated);
        }
        tokens.take();
        if (token.kind() == Token.Kind.NUMBER) {
            return new Constant(number(tokens, token, Quantity.LARGEST));
        }
        if (token.is("len")) {
            return new PacketLength();
        }
        OptionalLong named = NamedNumbers.of(token.text());
        if (token.kind() == Token.Kind.WORD && named.isPresent()) {
            return new Constant(named.getAsLong());
        }
        if (tokens.peek().is("[")) {
            return field(token);
        }
        throw tokens.error(token, "expected a number here, and not " + token.shown());
    }

    /** {@code tcp[OFFSET]} or {@code tcp[OFFSET:BYTES]}. */
    private Quantity field(Token protocol) {
        tokens.enter();
        Quantity offset = quantity(0);
        Width width = Width.BYTE;
        if (tokens.skip(":")) {
            Token size = tokens.take();
            width = switch (size.text()) {
                case "1" -> Width.BYTE;
                case "2" -> Width.HALF;
                case "4" -> Width.WORD;
                default -> throw tokens.error(size, "a field has 1, 2 or 4 bytes, and not " + size.shown());
            };
        }
        tokens.expect("]");
        tokens.leave();
        if (offset instanceof Constant(long constant) && constant > 0xffff) {
            throw tokens.error(protocol, "offset " + constant + " is outside of any packet");
        }
        return switch (protocol.text()) {
            case "ether", "link" -> at(offset, width);
            case "ip", "ip6", "arp", "rarp" -> {
                guard(layer.isType(Words.etherType(protocol.text())));
                yield at(Layer.plus(offset, layer.network()), width);
            }
            case "icmp6" -> {
                guard(layer.isType(Layer.IPV6));
                guard(Layer.equal(layer.field(6, Width.BYTE), Layer.ICMP6));
                yield at(Layer.plus(offset, layer.network() + Layer.IPV6_BYTES), width);
            }
            default -> {
                Integer number = Words.TRANSPORTS.get(protocol.text());
                if (number == null) {
                    throw tokens.error(
                            protocol, protocol.shown() + " has no bytes: use ether, ip, ip6, tcp, udp, icmp");
                }
                guard(layer.ipv4(number));
                guard(layer.start());
                yield layer.behindIpv4(offset, width);
            }
        };
    }

    private void guard(Match test) {
        if (!guards.contains(test)) {
            guards.add(test);
        }
    }

    private static Quantity at(Quantity offset, Width width) {
        return offset instanceof Constant(long constant) && constant <= FieldAt.LARGEST_OFFSET
                ? new Field((int) constant, width)
                : new FieldAt(offset, width);
    }

    /** A number as C writes it: decimal, hexadecimal after 0x, octal after 0. */
    static long number(Tokens tokens, Token token, long most) {
        String text = token.text();
        try {
            long value = token.kind() == Token.Kind.NUMBER ? Long.decode(text) : -1;
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException nonsense) {
            // Refused below, like a number out of range.
        }
        throw tokens.error(token, token.shown() + " is not a number from 0 to " + most);
    }
}
