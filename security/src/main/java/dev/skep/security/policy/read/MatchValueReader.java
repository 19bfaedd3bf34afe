package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import dev.skep.compiler.table.Prefix;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FileType;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.NetworkNames;
import dev.skep.security.policy.model.Operator;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what arguments are compared with, as the operator and the type want it. */
final class MatchValueReader {
    private static final Map<String, FileType> FILE_TYPES = new LinkedHashMap<>();

    static {
        FILE_TYPES.put("sock", FileType.SOCKET);
        FILE_TYPES.put("socket", FileType.SOCKET);
        FILE_TYPES.put("lnk", FileType.LINK);
        FILE_TYPES.put("link", FileType.LINK);
        FILE_TYPES.put("reg", FileType.REGULAR);
        FILE_TYPES.put("regular", FileType.REGULAR);
        FILE_TYPES.put("blk", FileType.BLOCK);
        FILE_TYPES.put("block", FileType.BLOCK);
        FILE_TYPES.put("dir", FileType.DIRECTORY);
        FILE_TYPES.put("chr", FileType.CHARACTER);
        FILE_TYPES.put("char", FileType.CHARACTER);
        FILE_TYPES.put("fifo", FileType.PIPE);
        FILE_TYPES.put("pipe", FileType.PIPE);
    }

    private MatchValueReader() {}

    /** The value, or more than one that mean it together; none, and a problem, if it is none for them. */
    static List<MatchValue> read(Element value, Operator operator, ArgumentType type) {
        if (type == ArgumentType.AUTO) {
            return List.of(new MatchValue.Unread(value.text(), value.place()));
        }
        return switch (operator) {
            case FILE_TYPE, NOT_FILE_TYPE -> fileType(value);
            case SADDR, NOT_SADDR, DADDR, NOT_DADDR -> network(value);
            case SPORT, NOT_SPORT, DPORT, NOT_DPORT -> small(value, "port");
            case PROTOCOL -> named(value, "protocol", "IPPROTO_TCP", NetworkNames.PROTOCOL.numbers());
            case FAMILY -> named(value, "address family", "AF_INET", NetworkNames.FAMILY.numbers());
            case STATE -> named(value, "state of TCP", "TCP_ESTABLISHED", NetworkNames.STATE.numbers());
            default -> byType(value, operator, type);
        };
    }

    private static List<MatchValue> byType(Element value, Operator operator, ArgumentType type) {
        return switch (type.kind()) {
            case SIGNED, UNSIGNED -> number(value, operator, type);
            case CAPABILITIES -> List.of(capabilities(value));
            default -> List.of(text(value, operator, type));
        };
    }

    private static MatchValue text(Element value, Operator operator, ArgumentType type) {
        boolean buffer = type == ArgumentType.CHAR_BUF || type == ArgumentType.CHAR_IOVEC;
        MatchValue.Text text = buffer ? TextReader.bytes(value) : TextReader.string(value);
        if (text.text().isEmpty() && operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            value.wrong("is empty, which every text would match");
        }
        return text;
    }

    private static List<MatchValue> fileType(Element value) {
        return value
                .choice(FILE_TYPES.keySet().toArray(String[]::new), text -> text)
                .map(name -> Objects.requireNonNull(FILE_TYPES.get(name)))
                .<MatchValue>map(type -> new MatchValue.FileKind(type, value.place()))
                .stream()
                .toList();
    }

    private static List<MatchValue> network(Element value) {
        Optional<Prefix> prefix = Prefix.parse(value.text().strip());
        if (prefix.isEmpty()) {
            value.wrong("'" + Element.shown(value.text())
                    + "' is no address: 10.0.0.1, 10.0.0.0/8, fd00::1 or fd00::/8"
                    + (value.text().startsWith("${")
                            ? "; put the value in place of the variable, as envsubst does"
                            : ""));
        }
        return prefix.<MatchValue>map(found -> new MatchValue.Network(found.network(), value.place())).stream()
                .toList();
    }

    private static List<MatchValue> named(Element value, String what, String example, Map<String, Integer> numbers) {
        Integer number = numbers.get(value.text());
        if (number != null) {
            return List.of(new MatchValue.Range(number, number, true, value.place()));
        }
        if (NumberText.parseDecimal(value.text().split(":", 2)[0]).isPresent()) {
            return small(value, what);
        }
        value.wrong("'" + Element.shown(value.text()) + "' is no " + what
                + NearNames.hint(value.text(), numbers.keySet()) + " (such as " + example + ", or a number)");
        return List.of();
    }

    private static List<MatchValue> number(Element value, Operator operator, ArgumentType type) {
        OptionalInt capability =
                type == ArgumentType.CAPABILITY ? CapabilityReader.number(value.text()) : OptionalInt.empty();
        if (capability.isPresent()) {
            return List.of(new MatchValue.Range(capability.getAsInt(), capability.getAsInt(), false, value.place()));
        }
        RangeReader reader = new RangeReader(
                value,
                type.tetragonName(),
                type.bytes(),
                type.kind() == ArgumentType.Kind.UNSIGNED,
                mayBeNegative(operator, type));
        return switch (operator) {
            case IN_MAP, NOT_IN_MAP -> reader.decimal();
            case IN_RANGE, NOT_IN_RANGE -> reader.rangeOnly();
            default -> reader.single();
        };
    }

    /** Whether Tetragon takes the bits of a number less than zero for an unsigned one, so that it can be met. */
    private static boolean mayBeNegative(Operator operator, ArgumentType type) {
        return switch (operator) {
            case IN_RANGE, NOT_IN_RANGE -> type.bytes() >= Integer.BYTES;
            case EQUAL, NOT_EQUAL -> type == ArgumentType.SIZE_T;
            default -> false;
        };
    }

    /** A number of 16 bits, or a range of them. */
    private static List<MatchValue> small(Element value, String what) {
        return new RangeReader(value, what, Short.BYTES, true, false).decimal();
    }

    /** A number, or names with commas between them. */
    private static MatchValue capabilities(Element value) {
        Optional<BigInteger> number = NumberText.parse(value.text())
                .filter(mask -> NumberText.isBetween(mask, BigInteger.ZERO, NumberText.MOST_UNSIGNED_64));
        if (number.isPresent()) {
            return new MatchValue.Capabilities(number.get().longValue(), value.place());
        }
        long mask = 0;
        for (String name : value.text().split(",", -1)) {
            mask |= CapabilityReader.bit(value, name);
        }
        return new MatchValue.Capabilities(mask, value.place());
    }
}
