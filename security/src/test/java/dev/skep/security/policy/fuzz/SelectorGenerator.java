package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.fuzz.ReadArgument.Numbered;
import dev.skep.security.policy.model.ArgumentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Selectors of hooks, in YAML. */
final class SelectorGenerator {
    private static final String NUMBERED =
            "\noperator: InRange\nvalues: [ \"" + Call.FLAG + ":" + (Call.FLAG | Stage.LAST_NUMBER) + "\" ]";

    private final RandomGenerator random;
    private final Values values;
    private final List<Facts> facts;
    private final ProcessConditions processes;
    private final ArgumentConditions conditions;
    private final ActionGenerator actions;
    private final DataGenerator data;
    private final Workloads workloads;

    SelectorGenerator(
            RandomGenerator random,
            Values values,
            List<Facts> facts,
            ArgumentConditions conditions,
            ActionGenerator actions,
            DataGenerator data,
            Workloads workloads) {
        this.random = random;
        this.values = values;
        this.facts = List.copyOf(facts);
        this.conditions = conditions;
        this.actions = actions;
        this.data = data;
        this.workloads = workloads;
        processes = new ProcessConditions(random, values, facts);
    }

    private boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    /** Some selectors of a hook, or none. */
    void write(StringBuilder text, ReadArgument.All reading, ActionGenerator.Doable doable) {
        // Many others do what functions of the kernel see, too: they are left out at once.
        int selectors = reading.numbered() == Numbered.DATA ? 1 + random.nextInt(3) : random.nextInt(once(8) ? 9 : 4);
        if (selectors > 0) {
            text.append("  selectors:\n");
        }
        for (int j = 0; j < selectors; j++) {
            selector(text, reading, doable);
        }
    }

    private void selector(StringBuilder text, ReadArgument.All reading, ActionGenerator.Doable doable) {
        int start = text.length();
        List<ReadArgument> arguments = reading.arguments();
        ArgumentType result = reading.result();
        List<String> conditions = new ArrayList<>(Stream.generate(() -> onArguments(reading))
                .limit(random.nextInt(3))
                .toList());
        ActionGenerator.Doing doing = actions.next(doable, conditions.isEmpty(), result != null);
        if (doing.acts() && reading.numbered() == Numbered.ARGUMENT) {
            // Other calls than those that are meant go on: some have no number.
            conditions.add("index: " + arguments.getLast().index() + NUMBERED);
        }
        Yaml.list(text, "matchArgs", conditions);
        int onData = reading.data().isEmpty() ? 0 : random.nextInt(3);
        List<String> dataConditions = new ArrayList<>(Stream.generate(() -> data.condition(reading.data()))
                .limit(onData)
                .toList());
        if (reading.numbered() == Numbered.DATA) {
            dataConditions.add(
                    random.nextInt(dataConditions.size() + 1),
                    "index: " + (reading.data().size() - 1) + NUMBERED);
        }
        Yaml.list(text, "matchData", dataConditions);
        if (once(6)) {
            text.append("    matchWorkloads:\n");
            workloads
                    .selectors()
                    .forEach(line -> text.append("      ").append(line).append('\n'));
        }
        processes.write(text, doing.condition());
        Yaml.list(text, "matchActions", doing.actions());
        if (result != null) {
            Yaml.list(text, "matchReturnArgs", random.nextInt(3), () -> this.conditions.next(0, result));
            Yaml.list(text, "matchReturnActions", doing.atReturn());
        }
        text.replace(start, start + 4, "  - ");
    }

    private String onArguments(ReadArgument.All reading) {
        List<ReadArgument> arguments = reading.arguments();
        List<String> sets = IntStream.range(0, arguments.size())
                .filter(position -> arguments.get(position).type().kind() == ArgumentType.Kind.CAPABILITIES)
                .mapToObj(Integer::toString)
                .collect(Collectors.toList());
        if (sets.size() > 1 && once(2)) {
            String first = sets.remove(random.nextInt(sets.size()));
            return "args: [ " + first + ", " + sets.get(random.nextInt(sets.size()))
                    + " ]\noperator: CapabilitiesGained";
        }
        if (once(4) && reading.numbered() == Numbered.ARGUMENT) {
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
        ReadArgument argument = arguments.get(position);
        String condition = argument.isOfSocket()
                ? conditions.near(
                        argument.index(), argument.type(), argument.field().likely(facts))
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
