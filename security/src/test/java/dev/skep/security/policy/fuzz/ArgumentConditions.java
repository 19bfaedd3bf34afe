package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.ArgumentType;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Conditions of selectors on single arguments and results, in YAML. */
final class ArgumentConditions {
    private static final List<String> FOR_NUMBERS =
            List.of("Equal", "NotEqual", "GT", "LT", "Mask", "InMap", "NotInMap", "InRange", "NotInRange");
    private static final List<String> FOR_TEXTS = List.of(
            "Equal", "NotEqual", "Prefix", "NotPrefix", "Postfix", "NotPostfix", "SubString", "SubStringIgnCase");
    private static final List<String> FOR_ADDRESSES =
            List.of("SAddr", "NotSAddr", "SPort", "NotSPort", "SPortPriv", "NotSportPriv", "Family");
    private static final List<String> FOR_SOCKETS = List.of(
            "SAddr",
            "NotSAddr",
            "DAddr",
            "NotDAddr",
            "SPort",
            "NotSPort",
            "DPort",
            "NotDPort",
            "SPortPriv",
            "NotSportPriv",
            "DPortPriv",
            "NotDPortPriv",
            "Protocol",
            "Family");
    private static final List<String> FOR_FILES = List.of("FileType", "NotFileType");
    private static final List<String> FILE_TYPES = List.of(
            "sock", "socket", "lnk", "link", "reg", "regular", "blk", "block", "dir", "chr", "char", "fifo", "pipe");
    private static final List<String> FOR_CAPABILITIES = List.of("Equal", "NotEqual", "GT", "LT", "Mask");
    private static final List<String> CAPABILITIES =
            List.of("CAP_CHOWN", "CAP_SETPCAP", "CAP_SYS_ADMIN", "CAP_BPF", "CAP_CHECKPOINT_RESTORE");
    private static final List<String> PROTOCOLS = List.of("IPPROTO_TCP", "IPPROTO_UDP", "6", "17", "0:16");
    private static final List<String> STATES = List.of("TCP_SYN_SENT", "TCP_CLOSE", "1:2", "TCP_ESTABLISHED");
    private static final List<String> FAMILIES = List.of("AF_INET", "AF_INET6", "AF_UNIX", "AF_UNSPEC", "2", "0:3");

    private final RandomGenerator random;
    private final Values values;
    private final Addresses addresses;
    private final FileStock files;
    private final List<Facts> facts;

    /**
     * Those about certain processes.
     *
     * @param facts who does calls
     */
    ArgumentConditions(RandomGenerator random, Values values, Addresses addresses, FileStock files, List<Facts> facts) {
        this.random = random;
        this.values = values;
        this.addresses = addresses;
        this.files = files;
        this.facts = List.copyOf(facts);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One on an argument of an index and type. */
    String next(int index, ArgumentType type) {
        return "index: " + index + "\n" + next(type);
    }

    /** One on an argument whose value may be one of these: numbers, or texts. */
    String near(int index, ArgumentType type, List<Object> found) {
        if (!type.isNumber()) {
            List<String> texts = found.stream().map(Object::toString).toList();
            return "index: " + index + "\n" + operation(pick(FOR_TEXTS), () -> values.near(texts));
        }
        String operator = pick(FOR_NUMBERS);
        boolean range = operator.endsWith("Range");
        return "index: " + index + "\n"
                + operation(
                        operator,
                        () -> range || random.nextBoolean()
                                ? (range ? range(type) : number(type))
                                : NumberOracle.number(type, (Long) pick(found)).toString());
    }

    private String next(ArgumentType type) {
        return switch (type.kind()) {
            case NETWORK -> network(type);
            case TEXT -> operation(pick(FOR_TEXTS), () -> values.near(List.of()));
            case UNIX_ADDRESS ->
                random.nextInt(4) == 0
                        ? operation("Family", () -> pick(FAMILIES))
                        : operation(pick(FOR_TEXTS), () -> values.near(Addresses.names()));
            case PATH ->
                type == ArgumentType.FILE && random.nextInt(2) == 0
                        ? operation(pick(FOR_FILES), () -> pick(FILE_TYPES))
                        : operation(pick(FOR_TEXTS), () -> values.near(files()));
            case CAPABILITIES -> operation(pick(FOR_CAPABILITIES), this::capabilities);
            default -> number(pick(FOR_NUMBERS), type);
        };
    }

    private String operation(String operator, Supplier<String> value) {
        // Parts are looked for one after the other: hundreds are more than the compiler unrolls.
        int count = operator.startsWith("SubString") ? 1 + random.nextInt(3) : values.count();
        return "operator: " + operator + "\nvalues: " + Yaml.several(count, value);
    }

    private List<String> files() {
        return Stream.concat(files.paths().stream(), facts.stream().flatMap(fact -> fact.files().values().stream()))
                .toList();
    }

    private String capabilities() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(CAPABILITIES);
            case 1 -> pick(CAPABILITIES) + "," + pick(CAPABILITIES);
            case 2 -> Long.toUnsignedString(values.number());
            default ->
                "0x"
                        + Long.toHexString(pick(
                                List.copyOf(pick(facts).now().capabilities().values())));
        };
    }

    private String number(String operator, ArgumentType type) {
        return operation(operator, operator.endsWith("Range") ? () -> range(type) : () -> number(type));
    }

    private String network(ArgumentType type) {
        if (type != ArgumentType.SOCKADDR && type != ArgumentType.SKB && random.nextInt(8) == 0) {
            return operation("State", () -> pick(STATES));
        }
        String operator = pick(type == ArgumentType.SOCKADDR ? FOR_ADDRESSES : FOR_SOCKETS);
        return switch (operator) {
            case "SPortPriv", "NotSportPriv", "DPortPriv", "NotDPortPriv" -> "operator: " + operator;
            case "Family" -> operation(operator, () -> pick(FAMILIES));
            case "Protocol" -> operation(operator, () -> pick(PROTOCOLS));
            case "SPort", "NotSPort", "DPort", "NotDPort" -> operation(operator, this::port);
            default -> operation(operator, addresses::network);
        };
    }

    private String port() {
        int one = addresses.port();
        int other = addresses.port();
        return random.nextInt(3) == 0 ? Math.min(one, other) + ":" + Math.max(one, other) : String.valueOf(one);
    }

    private BigInteger ofType(ArgumentType type) {
        return NumberOracle.number(type, values.number());
    }

    private String number(ArgumentType type) {
        BigInteger number = ofType(type);
        return number.signum() >= 0 && random.nextInt(4) == 0 ? "0x" + number.toString(16) : number.toString();
    }

    private String range(ArgumentType type) {
        BigInteger one = ofType(type);
        BigInteger other = ofType(type);
        return one.min(other) + ":" + one.max(other);
    }
}
