package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.fuzz.ActionGenerator.Doable;
import dev.skep.security.policy.fuzz.ReadArgument.Numbered;
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

    private static final List<KernelFunction> FUNCTIONS = List.of(KernelFunction.values());
    private static final List<ArgumentType> SETS = List.of(
            ArgumentType.CAP_EFFECTIVE,
            ArgumentType.CAP_INHERITABLE,
            ArgumentType.CAP_PERMITTED,
            ArgumentType.KERNEL_CAP_T);

    /** Fields that all records of system calls have before the arguments. */
    static final int COMMON = 5;

    private final RandomGenerator random;
    private final DataGenerator data;
    private final Workloads workloads;
    private final SelectorGenerator selectors;

    /**
     * A generator.
     *
     * @param values what calls have as arguments
     * @param addresses what calls are told
     * @param files what can be opened
     * @param facts who does calls
     * @param prey folder with the binaries of processes that may be killed
     */
    PolicyGenerator(
            RandomGenerator random,
            Values values,
            Addresses addresses,
            FileStock files,
            Collection<Facts> facts,
            Optional<Path> prey) {
        this.random = random;
        List<Facts> actors = List.copyOf(facts);
        ArgumentConditions conditions = new ArgumentConditions(random, values, addresses, files, actors);
        data = new DataGenerator(random, conditions, actors);
        workloads = new Workloads(random);
        selectors = new SelectorGenerator(
                random, values, actors, conditions, new ActionGenerator(random, prey), data, workloads);
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
        int functions = random.nextInt(3) / 2;
        boolean tracks = once(4);
        text.append(connects || kprobes > 0 || functions > 0 || tracks ? "kprobes:\n" : "");
        if (connects) {
            connects(text);
        }
        if (tracks) {
            tracks(text);
        }
        for (int i = 0; i < functions; i++) {
            if (once(4)) {
                repetitions(text, 0);
            } else {
                function(text, pick(FUNCTIONS));
            }
        }
        hooks(text, "kprobes", kprobes);
        int tracepoints = text.isEmpty() ? 1 : random.nextInt(2);
        text.append(tracepoints > 0 ? "tracepoints:\n" : "");
        hooks(text, "tracepoints", tracepoints);
        if (tracepoints > 0 && once(3)) {
            repetitions(text, COMMON);
        }
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
            List<ReadArgument> arguments = arguments(call, kprobe ? 0 : COMMON);
            arguments(text, arguments);
            ArgumentType result = result(text, kprobe);
            List<DataGenerator.Read> read = kprobe ? data.fields(NUMBERS) : List.of();
            DataGenerator.write(text, read);
            selectors.write(text, new ReadArgument.All(arguments, read, result, Numbered.ARGUMENT), Doable.SIGNALS);
        }
    }

    /** As what the result is read; null if it is not. */
    private @Nullable ArgumentType result(StringBuilder text, boolean kprobe) {
        if (!kprobe || !once(3)) {
            return null;
        }
        ArgumentType result = pick(NUMBERS);
        text.append("  return: true\n  returnArg:\n    index: 0\n    type: ")
                .append(result.tetragonName())
                .append('\n');
        return result;
    }

    /** A hook that sees sockets be connected; the address is at the end. */
    private void connects(StringBuilder text) {
        boolean tcp = once(2);
        text.append("- call: ").append(tcp ? Connection.TCP_CONNECT : Connection.CONNECT);
        text.append("\n  syscall: false\n  message: connects\n  args:\n");
        List<ReadArgument> arguments = tcp
                ? Stream.concat(
                                Stream.generate(this::ofSocket).limit(random.nextInt(3)),
                                Stream.of(new ReadArgument(0, ArgumentType.SOCK, "")))
                        .toList()
                : Stream.concat(
                                Stream.of(new ReadArgument(0, ArgumentType.SOCKET, ""))
                                        .limit(random.nextInt(3)),
                                Stream.of(new ReadArgument(1, ArgumentType.SOCKADDR, "")))
                        .toList();
        arguments(text, arguments);
        selectors.write(
                text,
                new ReadArgument.All(arguments, List.of(), null, Numbered.ADDRESS),
                tcp ? Doable.SIGNALS : Doable.DENIAL);
    }

    /** Hooks that remember whose sockets are, until they end: the memory of one is another's after that. They tell nothing of acts. */
    private void tracks(StringBuilder text) {
        text.append("""
                - call: %s
                  syscall: false
                  message: made
                  return: true
                  args:
                  - index: %d
                    type: int
                  returnArg:
                    index: 0
                    type: sock
                  returnArgAction: TrackSock
                  selectors:
                  - matchArgs:
                    - index: %d
                      operator: Equal
                      values: %s
                - call: __sk_free
                  syscall: false
                  message: ended
                  args:
                  - index: 0
                    type: sock
                  selectors:
                  - matchActions:
                    - action: UntrackSock
                      argSock: 0
                    - action: NoPost
                """.formatted(
                Ownership.MADE,
                Ownership.FAMILY,
                Ownership.FAMILY,
                pick(List.of(List.of(Address.INET), List.of(Address.INET6), List.of(Address.INET, Address.INET6)))));
    }

    /** A hook at a function; the number of the act is what the process has set the slack of its timers to. */
    private void function(StringBuilder text, KernelFunction function) {
        text.append("- call: ").append(function.text());
        text.append("\n  syscall: false\n  message: ").append(function.text()).append("\n  args:\n");
        List<ReadArgument> arguments = new ArrayList<>();
        for (int i = 0; i < function.arguments().size(); i++) {
            KernelFunction.Kind kind = function.arguments().get(i);
            if (kind != KernelFunction.Kind.NOTHING && !once(4)) {
                arguments.add(random.nextInt(arguments.size() + 1), argument(i, kind));
            }
        }
        if (arguments.isEmpty()) {
            int last = function.arguments().size() - 1;
            arguments.add(argument(last, function.arguments().get(last)));
        }
        arguments(text, arguments);
        List<DataGenerator.Read> read = new ArrayList<>(data.fields(NUMBERS));
        read.add(new DataGenerator.Read(TaskField.SLACK, ArgumentType.UINT32));
        DataGenerator.write(text, read);
        selectors.write(
                text,
                new ReadArgument.All(arguments, read, null, Numbered.DATA),
                function == KernelFunction.PACKET ? Doable.NOTHING : Doable.SIGNALS);
    }

    /** A hook at a call that comes again, the number of the act in the text at the end. */
    private void repetitions(StringBuilder text, int first) {
        text.append(first == 0 ? "- call: sys_" : "- subsystem: syscalls\n  event: sys_enter_");
        text.append(Repetition.CALL).append(first == 0 ? "\n  syscall: true" : "");
        text.append("\n  message: repetitions\n  args:\n");
        List<ReadArgument> arguments = new ArrayList<>();
        if (!once(3)) {
            arguments.add(new ReadArgument(first + Repetition.NUMBER, pick(NUMBERS), ""));
        }
        if (!once(3)) {
            arguments.add(new ReadArgument(first + Repetition.TEXT, ArgumentType.STRING, ""));
        }
        arguments.add(new ReadArgument(first + Repetition.SEQUENCE, ArgumentType.STRING, ""));
        arguments(text, arguments);
        ArgumentType result = result(text, first == 0);
        selectors.write(text, new ReadArgument.All(arguments, List.of(), result, Numbered.TEXT), Doable.LIMITS);
    }

    private ReadArgument argument(int index, KernelFunction.Kind kind) {
        return switch (kind) {
            case FILE -> new ReadArgument(index, ArgumentType.FILE, "");
            case CAPABILITIES -> new ReadArgument(index, pick(SETS), "");
            case RIGHTS -> {
                ArgumentType set = pick(SETS.subList(0, SETS.size() - 1));
                yield new ReadArgument(index, set, once(2) ? ReadArgument.RESOLVE + set.tetragonName() + "\n" : "");
            }
            case SOCKET -> new ReadArgument(index, ArgumentType.SOCK, "");
            case PACKET -> new ReadArgument(index, ArgumentType.SKB, "");
            case NUMBER, NOTHING -> new ReadArgument(index, pick(NUMBERS), "");
        };
    }

    private ReadArgument ofSocket() {
        return new ReadArgument(
                0,
                pick(NUMBERS),
                ReadArgument.RESOLVE + pick(List.of(SocketField.values())).path() + "\n");
    }

    private static void arguments(StringBuilder text, List<ReadArgument> arguments) {
        arguments.forEach(argument -> text.append("  - index: ")
                .append(argument.index())
                .append("\n    type: ")
                .append(argument.type().tetragonName())
                .append('\n')
                .append(argument.more()));
    }

    /** Some of a call's arguments in any order, and the number of the deed at the end. */
    private List<ReadArgument> arguments(Call call, int first) {
        List<ReadArgument> arguments = new ArrayList<>();
        List<Call.Kind> kinds = call.arguments();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i) != Call.Kind.SEQUENCE && !once(4)) {
                arguments.add(
                        random.nextInt(arguments.size() + 1),
                        new ReadArgument(
                                first + i,
                                type(kinds.get(i)),
                                // Counted from 1.
                                kinds.get(i) == Call.Kind.BUFFER
                                        ? "    sizeArgIndex: " + (first + kinds.indexOf(Call.Kind.SIZE) + 1) + "\n"
                                        : ""));
            }
        }
        arguments.add(new ReadArgument(first + kinds.indexOf(Call.Kind.SEQUENCE), ArgumentType.UINT32, ""));
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
}
