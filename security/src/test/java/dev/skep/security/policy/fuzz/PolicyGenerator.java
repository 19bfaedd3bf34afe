package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.NamespaceKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies about {@link Call}s, in YAML. */
final class PolicyGenerator {
    private static final List<ArgumentType> NUMBERS =
            Stream.of(ArgumentType.values()).filter(PolicyGenerator::isPlain).toList();
    private static final List<String> FOR_NUMBERS =
            List.of("Equal", "NotEqual", "GT", "LT", "Mask", "InMap", "NotInMap", "InRange", "NotInRange");
    private static final List<String> FOR_TEXTS = List.of(
            "Equal", "NotEqual", "Prefix", "NotPrefix", "Postfix", "NotPostfix", "SubString", "SubStringIgnCase");
    private static final List<String> CAPABILITIES = List.of("CAP_CHOWN", "CAP_NET_RAW", "CAP_SYS_ADMIN", "CAP_BPF");

    private final RandomGenerator random;
    private final Values values;
    private final List<Facts> facts;

    /**
     * A generator.
     *
     * @param values what calls have as arguments
     * @param facts who does calls
     */
    PolicyGenerator(RandomGenerator random, Values values, Collection<Facts> facts) {
        this.random = random;
        this.values = values;
        this.facts = List.copyOf(facts);
    }

    /** Numbers that events show as numbers; of what begins and ends they are, 8 and 16 bits have no register of their own. */
    private static boolean isPlain(ArgumentType type) {
        return switch (type) {
            case CAPABILITY, BPF_CMD, SYSCALL64 -> false;
            default -> type.isNumber();
        };
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    /** The specification of a policy. */
    String next() {
        StringBuilder text = new StringBuilder();
        hooks(text, "kprobes", random.nextInt(3));
        hooks(text, "tracepoints", text.isEmpty() ? 1 : random.nextInt(2));
        return text.toString();
    }

    private void hooks(StringBuilder text, String section, int count) {
        if (count > 0) {
            text.append(section).append(":\n");
        }
        for (int i = 0; i < count; i++) {
            boolean kprobe = section.equals("kprobes");
            Call call = pick(List.of(Call.values()));
            text.append(
                    kprobe
                            ? "- call: sys_" + call.text() + "\n  syscall: true\n"
                            : "- subsystem: syscalls\n  event: sys_enter_" + call.text() + "\n");
            text.append("  message: ").append(section).append(i).append("\n  args:\n");
            List<Argument> arguments = arguments(call, kprobe ? 0 : 5);
            arguments.forEach(argument -> text.append("  - index: ")
                    .append(argument.index())
                    .append("\n    type: ")
                    .append(argument.type().tetragonName())
                    .append('\n'));
            int selectors = random.nextInt(4);
            if (selectors > 0) {
                text.append("  selectors:\n");
            }
            for (int j = 0; j < selectors; j++) {
                selector(text, arguments);
            }
        }
    }

    private record Argument(int index, ArgumentType type) {}

    /** Some of a call's arguments in any order, and the flags at the end. */
    private List<Argument> arguments(Call call, int first) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size() - 1; i++) {
            if (!once(4)) {
                arguments.add(
                        random.nextInt(arguments.size() + 1),
                        new Argument(first + i, type(call.arguments().get(i))));
            }
        }
        arguments.add(new Argument(first + call.arguments().size() - 1, ArgumentType.UINT32));
        return arguments;
    }

    private ArgumentType type(Call.Kind kind) {
        return switch (kind) {
            case TEXT -> ArgumentType.STRING;
            case NUMBER -> once(3) ? ArgumentType.FD : pick(NUMBERS);
            case WORD -> pick(NUMBERS);
            case SEQUENCE -> ArgumentType.UINT32;
        };
    }

    private void selector(StringBuilder text, List<Argument> arguments) {
        int start = text.length();
        list(text, "matchArgs", random.nextInt(3), () -> onArgument(pick(arguments)));
        list(text, "matchBinaries", random.nextInt(3) / 2, this::onBinary);
        list(text, "matchParentBinaries", random.nextInt(5) / 4, this::onBinary);
        list(text, "matchPIDs", random.nextInt(4) / 3, this::onPid);
        list(text, "matchNamespaces", random.nextInt(5) / 4, this::onNamespace);
        list(text, "matchCapabilities", random.nextInt(5) / 4, this::onCapability);
        list(
                text,
                "matchActions",
                text.length() == start ? 1 : random.nextInt(4) / 3,
                () -> "action: " + (once(3) ? "Post" : "NoPost"));
        text.replace(start, start + 4, "  - ");
    }

    private static void list(StringBuilder text, String name, int count, Supplier<String> element) {
        if (count > 0) {
            text.append("    ").append(name).append(":\n");
        }
        for (int i = 0; i < count; i++) {
            text.append("    - ")
                    .append(element.get().replace("\n", "\n      "))
                    .append('\n');
        }
    }

    private String onArgument(Argument argument) {
        String operator;
        Supplier<String> value;
        if (argument.type().isNumber()) {
            operator = pick(FOR_NUMBERS);
            value = operator.endsWith("Range") ? () -> range(argument.type()) : () -> number(argument.type());
        } else {
            operator = pick(FOR_TEXTS);
            List<String> others = argument.type() == ArgumentType.FD
                    ? facts.stream()
                            .flatMap(fact -> fact.files().values().stream())
                            .toList()
                    : List.of();
            value = () -> values.near(others);
        }
        return "index: " + argument.index() + "\noperator: " + operator + "\nvalues: "
                + several(1 + random.nextInt(3), value);
    }

    private static String several(int count, Supplier<String> value) {
        return Stream.generate(value)
                .limit(count)
                .map(text -> '"' + text + '"')
                .collect(Collectors.joining(", ", "[ ", " ]"));
    }

    private BigInteger ofType(ArgumentType type) {
        BigInteger size = BigInteger.ONE.shiftLeft(8 * type.bytes());
        BigInteger bits = BigInteger.valueOf(values.number()).mod(size);
        return type.kind() == ArgumentType.Kind.SIGNED && bits.testBit(8 * type.bytes() - 1)
                ? bits.subtract(size)
                : bits;
    }

    private String number(ArgumentType type) {
        BigInteger number = ofType(type);
        return number.signum() >= 0 && once(4) ? "0x" + number.toString(16) : number.toString();
    }

    private String range(ArgumentType type) {
        BigInteger one = ofType(type);
        BigInteger other = ofType(type);
        return one.min(other) + ":" + one.max(other);
    }

    private String onBinary() {
        String operator = pick(List.of("In", "In", "NotIn", "NotIn", "Prefix", "NotPrefix", "Postfix", "NotPostfix"));
        List<String> binaries = facts.stream()
                .flatMap(fact -> fact.lineage().stream())
                .map(Facts.Member::binary)
                .filter(binary -> binary.contains("/actor"))
                .distinct()
                .toList();
        boolean whole = operator.endsWith("In");
        String text = "operator: " + operator + "\nvalues: "
                + several(1 + random.nextInt(2), () -> whole && !once(4) ? pick(binaries) : values.near(binaries));
        return whole && once(2) ? text + "\nfollowChildren: true" : text;
    }

    private String onPid() {
        boolean inNamespace = once(3);
        List<Integer> pids = facts.stream()
                .flatMap(fact -> fact.lineage().stream().limit(3))
                .map(inNamespace ? Facts.Member::namespacePid : Facts.Member::pid)
                .toList();
        return "operator: " + pick(List.of("In", "NotIn")) + "\nisNamespacePID: " + inNamespace + "\nfollowForks: "
                + once(2) + "\nvalues: [ "
                + Stream.generate(() -> pick(pids).toString())
                        .limit(1 + random.nextInt(3))
                        .collect(Collectors.joining(", "))
                + " ]";
    }

    private String onNamespace() {
        NamespaceKind kind = pick(List.copyOf(facts.getFirst().namespaces().keySet()));
        return "namespace: " + kind.tetragonName() + "\noperator: " + pick(List.of("In", "NotIn")) + "\nvalues: "
                + several(
                        1 + random.nextInt(2),
                        () -> once(2)
                                ? "host_ns"
                                : Objects.requireNonNull(
                                                pick(facts).namespaces().get(kind))
                                        .toString());
    }

    private String onCapability() {
        return "type: " + pick(List.of("Effective", "Permitted", "Inheritable")) + "\noperator: "
                + pick(List.of("In", "NotIn")) + "\nisNamespaceCapability: " + once(6) + "\nvalues: "
                + several(1 + random.nextInt(2), () -> pick(CAPABILITIES));
    }
}
