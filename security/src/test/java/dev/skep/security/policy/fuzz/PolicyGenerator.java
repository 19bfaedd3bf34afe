package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.ArgumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies about {@link Call}s, in YAML. */
final class PolicyGenerator {
    private static final List<ArgumentType> NUMBERS =
            Stream.of(ArgumentType.values()).filter(PolicyGenerator::isPlain).toList();
    private static final List<Call> CALLS = List.of(Call.values());

    /** Fields that all records of system calls have before the arguments. */
    private static final int COMMON = 5;

    private static final String RESOLVE = "    resolve: ";

    private final RandomGenerator random;
    private final Values values;
    private final List<Facts> facts;
    private final ProcessConditions processes;
    private final ArgumentConditions conditions;
    private final ActionGenerator actions;
    private final DataGenerator data;
    private final Workloads workloads;

    /**
     * A generator.
     *
     * @param values what calls have as arguments
     * @param addresses what calls are told
     * @param facts who does calls
     * @param prey folder with the binaries of processes that may be killed
     */
    PolicyGenerator(
            RandomGenerator random,
            Values values,
            Addresses addresses,
            Collection<Facts> facts,
            Optional<Path> prey) {
        this.random = random;
        this.values = values;
        this.facts = List.copyOf(facts);
        processes = new ProcessConditions(random, values, List.copyOf(facts));
        conditions = new ArgumentConditions(random, values, addresses, List.copyOf(facts));
        data = new DataGenerator(random, conditions, List.copyOf(facts));
        actions = new ActionGenerator(random, prey);
        workloads = new Workloads(random);
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
        boolean connects = once(2);
        String whom = once(4) ? String.join("\n", workloads.selectors()) + "\n" : "";
        int kprobes = random.nextInt(3);
        text.append(connects || kprobes > 0 ? "kprobes:\n" : "");
        if (connects) {
            connects(text);
        }
        hooks(text, "kprobes", kprobes);
        int tracepoints = text.isEmpty() ? 1 : random.nextInt(2);
        text.append(tracepoints > 0 ? "tracepoints:\n" : "");
        hooks(text, "tracepoints", tracepoints);
        return whom + text;
    }

    private void hooks(StringBuilder text, String section, int count) {
        for (int i = 0; i < count; i++) {
            boolean kprobe = section.equals("kprobes");
            Call call = pick(CALLS);
            text.append(
                    kprobe
                            ? "- call: sys_" + call.text() + "\n  syscall: true\n"
                            : "- subsystem: syscalls\n  event: sys_enter_" + call.text() + "\n");
            text.append("  message: ").append(section).append(i).append("\n  args:\n");
            List<Argument> arguments = arguments(call, kprobe ? 0 : COMMON);
            arguments(text, arguments);
            ArgumentType result = kprobe && once(3) ? pick(NUMBERS) : null;
            if (result != null) {
                text.append("  return: true\n  returnArg:\n    index: 0\n    type: ")
                        .append(result.tetragonName())
                        .append('\n');
            }
            List<DataGenerator.Read> read = kprobe ? data.fields(NUMBERS) : List.of();
            DataGenerator.write(text, read);
            selectors(text, new Reading(arguments, read, result), false);
        }
    }

    /** A hook that sees sockets be connected; the address is at the end. */
    private void connects(StringBuilder text) {
        boolean tcp = once(2);
        text.append("- call: ").append(tcp ? Connection.TCP_CONNECT : Connection.CONNECT);
        text.append("\n  syscall: false\n  message: connects\n  args:\n");
        List<Argument> arguments = tcp
                ? Stream.concat(
                                Stream.generate(this::ofSocket).limit(random.nextInt(3)),
                                Stream.of(new Argument(0, ArgumentType.SOCK, "")))
                        .toList()
                : List.of(new Argument(0, ArgumentType.SOCKET, ""), new Argument(1, ArgumentType.SOCKADDR, ""));
        arguments(text, arguments);
        selectors(text, new Reading(arguments, List.of(), null), !tcp);
    }

    private Argument ofSocket() {
        return new Argument(
                0, pick(NUMBERS), RESOLVE + pick(List.of(SocketField.values())).path() + "\n");
    }

    private static void arguments(StringBuilder text, List<Argument> arguments) {
        arguments.forEach(argument -> text.append("  - index: ")
                .append(argument.index())
                .append("\n    type: ")
                .append(argument.type().tetragonName())
                .append('\n')
                .append(argument.more()));
    }

    private void selectors(StringBuilder text, Reading reading, boolean deniable) {
        int selectors = random.nextInt(4);
        if (selectors > 0) {
            text.append("  selectors:\n");
        }
        for (int j = 0; j < selectors; j++) {
            selector(text, reading, deniable);
        }
    }

    private record Reading(List<Argument> arguments, List<DataGenerator.Read> data, @Nullable ArgumentType result) {}

    private record Argument(int index, ArgumentType type, String more) {}

    /** Some of a call's arguments in any order, and the number of the deed at the end. */
    private List<Argument> arguments(Call call, int first) {
        List<Argument> arguments = new ArrayList<>();
        List<Call.Kind> kinds = call.arguments();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i) != Call.Kind.SEQUENCE && !once(4)) {
                arguments.add(
                        random.nextInt(arguments.size() + 1),
                        new Argument(
                                first + i,
                                type(kinds.get(i)),
                                // Counted from 1.
                                kinds.get(i) == Call.Kind.BUFFER
                                        ? "    sizeArgIndex: " + (first + kinds.indexOf(Call.Kind.SIZE) + 1) + "\n"
                                        : ""));
            }
        }
        arguments.add(new Argument(first + kinds.indexOf(Call.Kind.SEQUENCE), ArgumentType.UINT32, ""));
        return arguments;
    }

    private ArgumentType type(Call.Kind kind) {
        return switch (kind) {
            case TEXT -> ArgumentType.STRING;
            case BUFFER -> ArgumentType.CHAR_BUF;
            case ADDRESS -> once(3) ? ArgumentType.SOCKADDR_UN : ArgumentType.SOCKADDR;
            case NUMBER -> once(3) ? ArgumentType.FD : pick(NUMBERS);
            case WORD, OPTION, SIZE -> pick(NUMBERS);
            case SEQUENCE -> ArgumentType.UINT32;
        };
    }

    private void selector(StringBuilder text, Reading reading, boolean deniable) {
        int start = text.length();
        List<Argument> arguments = reading.arguments();
        ArgumentType result = reading.result();
        List<String> conditions = new ArrayList<>(Stream.generate(() -> onArguments(arguments))
                .limit(random.nextInt(3))
                .toList());
        ActionGenerator.Doing doing = actions.next(deniable, conditions.isEmpty());
        if (doing.acts() && arguments.getLast().type().isNumber()) {
            // Other calls than those that are meant go on: some have no number.
            conditions.add("index: " + arguments.getLast().index() + "\noperator: InRange\nvalues: [ \"" + Call.FLAG + ":"
                    + (Call.FLAG | Stage.LAST_NUMBER) + "\" ]");
        }
        Yaml.list(text, "matchArgs", conditions);
        int onData = reading.data().isEmpty() ? 0 : random.nextInt(3);
        Yaml.list(text, "matchData", onData, () -> data.condition(reading.data()));
        if (once(6)) {
            text.append("    matchWorkloads:\n");
            workloads.selectors().forEach(line -> text.append("      ").append(line).append('\n'));
        }
        processes.write(text, doing.condition());
        Yaml.list(text, "matchActions", doing.actions());
        if (result != null) {
            Yaml.list(text, "matchReturnArgs", random.nextInt(3), () -> this.conditions.next(0, result));
            Yaml.list(
                    text,
                    "matchReturnActions",
                    random.nextInt(4) / 3,
                    () -> "action: " + (once(4) ? "NoPost" : "Post"));
        }
        text.replace(start, start + 4, "  - ");
    }

    private String onArguments(List<Argument> arguments) {
        if (once(4) && arguments.getLast().type().isNumber()) {
            return "operator: CelExpr\nvalues: [ \""
                    + new ExpressionGenerator(
                                    random,
                                    values,
                                    arguments.stream()
                                            .map(argument -> calculable(argument.type()))
                                            .toList())
                            .next()
                    + "\" ]";
        }
        int position = random.nextInt(arguments.size());
        Argument argument = arguments.get(position);
        String condition = argument.more().startsWith(RESOLVE)
                ? conditions.near(
                        argument.index(),
                        argument.type(),
                        SocketField.of(argument.more().strip().substring(RESOLVE.strip().length() + 1))
                                .likely(facts))
                : conditions.next(argument.index(), argument.type());
        // Several are read of one.
        return condition.replaceFirst("index: [0-9]+", "args: [ " + position + " ]");
    }

    private static Optional<ExpressionOracle.Type> calculable(ArgumentType type) {
        return switch (type) {
            case INT, INT32, SINT32 -> Optional.of(ExpressionOracle.Type.INT32);
            case UINT32 -> Optional.of(ExpressionOracle.Type.UINT32);
            case LONG, INT64, SINT64 -> Optional.of(ExpressionOracle.Type.INT64);
            case ULONG, UINT64, SIZE_T -> Optional.of(ExpressionOracle.Type.UINT64);
            default -> Optional.empty();
        };
    }
}
