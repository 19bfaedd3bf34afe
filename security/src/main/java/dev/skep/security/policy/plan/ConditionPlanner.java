package dev.skep.security.policy.plan;

import dev.skep.compiler.table.Prefix;
import dev.skep.security.policy.hook.Condition;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.Operator;
import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.CapabilitiesGained;
import dev.skep.security.policy.program.FileMode;
import dev.skep.security.policy.program.NameKey;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.PathArgument;
import dev.skep.security.policy.program.TextTest;
import dev.skep.security.policy.program.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns conditions on arguments into tests: of numbers where that decides, or rules out, and of texts. */
final class ConditionPlanner {
    private static final int FILE_TYPE = 0170000;

    private final List<Condition> numbers = new ArrayList<>();
    private final List<RulePlan.AddressCondition> addresses = new ArrayList<>();
    private final List<RulePlan.TextCondition> texts = new ArrayList<>();

    /** Tests of numbers so far. */
    List<Condition> numbers() {
        return numbers;
    }

    /** Tests of addresses so far. */
    List<RulePlan.AddressCondition> addresses() {
        return addresses;
    }

    /** Tests of texts so far. */
    List<RulePlan.TextCondition> texts() {
        return texts;
    }

    /** A test of a number. */
    void add(NumberReader reader, NumberTest test) {
        numbers.add(new Condition(reader, test));
    }

    /**
     * A condition of a policy on an argument.
     *
     * @throws Refused if there is no such test
     */
    void add(ArgumentMatch match, PlannedArgument argument) {
        switch (argument) {
            case PlannedArgument.Number number -> add(number.reader(), number(match));
            case PlannedArgument.Text text -> text(match, text.written());
            case PlannedArgument.File file -> file(match, file.written());
            case PlannedArgument.Named named -> text(match, named.name());
            case PlannedArgument.Local local
            when match.operator() == Operator.FAMILY -> add(local.family(), ranges(match));
            case PlannedArgument.Local local -> text(match, local.written());
            case PlannedArgument.Network network -> network(match, network.endpoints());
            case PlannedArgument.Shown shown -> throw unable(match);
            case PlannedArgument.Nothing nothing -> throw unable(match);
        }
    }

    /**
     * A condition of a policy on its arguments.
     *
     * @throws Refused if there is no such test
     */
    void add(ArgumentMatch match, List<PlannedArgument> arguments) {
        switch (match.operator()) {
            case CEL_EXPR -> {
                if (!(match.values().getFirst() instanceof MatchValue.Cel cel)) {
                    throw unable(match);
                }
                add(new ExpressionPlanner(arguments).plan(cel.expression()), new NumberTest.Not(ZERO));
            }
            case CAPABILITIES_GAINED ->
                add(
                        new CapabilitiesGained(
                                bits(arguments.get(match.positions().getLast()), match),
                                bits(arguments.get(match.positions().getFirst()), match)),
                        new NumberTest.Not(ZERO));
            default -> add(match, arguments.get(match.positions().getFirst()));
        }
    }

    private static final NumberTest ZERO = new NumberTest.OneOf(Set.of(0L));

    private static NumberReader bits(PlannedArgument argument, ArgumentMatch match) {
        if (argument instanceof PlannedArgument.Number number) {
            return number.reader();
        }
        throw unable(match);
    }

    private static Refused unable(ArgumentMatch match) {
        return Refused.because("operator " + match.operator().tetragonName() + " is not for arguments of this type");
    }

    private void network(ArgumentMatch match, Endpoints ends) {
        switch (match.operator()) {
            case SADDR -> addresses.add(networks(match, ends.source(), true));
            case NOT_SADDR -> addresses.add(networks(match, ends.source(), false));
            case DADDR -> addresses.add(networks(match, ends.destination(), true));
            case NOT_DADDR -> addresses.add(networks(match, ends.destination(), false));
            case SPORT -> add(ends.sourcePort(), ranges(match));
            case NOT_SPORT -> add(ends.sourcePort(), new NumberTest.Not(ranges(match)));
            case DPORT -> add(ends.destinationPort(), ranges(match));
            case NOT_DPORT -> add(ends.destinationPort(), new NumberTest.Not(ranges(match)));
            case SPORT_PRIV -> add(ends.sourcePort(), PRIVILEGED);
            case NOT_SPORT_PRIV -> add(ends.sourcePort(), new NumberTest.Not(PRIVILEGED));
            case DPORT_PRIV -> add(ends.destinationPort(), PRIVILEGED);
            case NOT_DPORT_PRIV -> add(ends.destinationPort(), new NumberTest.Not(PRIVILEGED));
            case FAMILY -> add(ends.family(), ranges(match));
            case PROTOCOL -> add(known(ends.protocol(), match), ranges(match));
            case STATE -> add(known(ends.state(), match), ranges(match));
            default -> throw unable(match);
        }
    }

    private static NumberReader known(@Nullable NumberReader reader, ArgumentMatch match) {
        if (reader == null) {
            throw unable(match);
        }
        return reader;
    }

    private static final NumberTest PRIVILEGED = new NumberTest.InRanges(List.of(new NumberTest.Range(0, 1023)), false);

    private static NumberTest ranges(ArgumentMatch match) {
        return in(rangeValues(match), false);
    }

    private static List<NumberTest.Range> rangeValues(ArgumentMatch match) {
        List<NumberTest.Range> ranges = new ArrayList<>();
        for (MatchValue value : match.values()) {
            if (!(value instanceof MatchValue.Range range)) {
                throw unable(match);
            }
            ranges.add(new NumberTest.Range(range.first(), range.last()));
        }
        return ranges;
    }

    private static RulePlan.AddressCondition networks(ArgumentMatch match, AddressReader address, boolean inside) {
        List<Prefix> networks = new ArrayList<>();
        for (MatchValue value : match.values()) {
            if (!(value instanceof MatchValue.Network network)) {
                throw unable(match);
            }
            networks.add(network.prefix());
        }
        return new RulePlan.AddressCondition(address, networks, inside);
    }

    private static NumberTest number(ArgumentMatch match) {
        boolean unsigned = match.values().stream()
                .anyMatch(value -> value instanceof MatchValue.Capabilities
                        || (value instanceof MatchValue.Range range && range.unsigned()));
        List<NumberTest.Range> ranges = numbers(match);
        return switch (match.operator()) {
            case EQUAL, IN_MAP, IN_RANGE -> in(ranges, unsigned);
            case NOT_EQUAL, NOT_IN_MAP, NOT_IN_RANGE -> new NumberTest.Not(in(ranges, unsigned));
            case GREATER_THAN -> new NumberTest.InRanges(List.of(above(ranges, unsigned)), unsigned);
            case LESS_THAN -> new NumberTest.InRanges(List.of(below(ranges, unsigned)), unsigned);
            case MASK ->
                new NumberTest.AnyBit(
                        ranges.stream().mapToLong(NumberTest.Range::first).reduce(0, (a, b) -> a | b));
            default -> throw unable(match);
        };
    }

    /** Sets of capabilities are numbers, too. */
    private static List<NumberTest.Range> numbers(ArgumentMatch match) {
        List<NumberTest.Range> ranges = new ArrayList<>();
        for (MatchValue value : match.values()) {
            switch (value) {
                case MatchValue.Range range -> ranges.add(new NumberTest.Range(range.first(), range.last()));
                case MatchValue.Capabilities set -> ranges.add(new NumberTest.Range(set.mask(), set.mask()));
                default -> throw unable(match);
            }
        }
        return ranges;
    }

    private static NumberTest in(List<NumberTest.Range> ranges, boolean unsigned) {
        return ranges.stream().allMatch(range -> range.first() == range.last())
                ? new NumberTest.OneOf(
                        ranges.stream().map(NumberTest.Range::first).collect(Collectors.toSet()))
                : new NumberTest.InRanges(ranges, unsigned);
    }

    /** Above the least of them. */
    private static NumberTest.Range above(List<NumberTest.Range> ranges, boolean unsigned) {
        long least = ranges.stream()
                .map(NumberTest.Range::first)
                .min(unsigned ? Long::compareUnsigned : Long::compare)
                .orElseThrow();
        long most = unsigned ? -1L : Long.MAX_VALUE;
        return least == most ? NOTHING : new NumberTest.Range(least + 1, most);
    }

    private static NumberTest.Range below(List<NumberTest.Range> ranges, boolean unsigned) {
        long most = ranges.stream()
                .map(NumberTest.Range::last)
                .max(unsigned ? Long::compareUnsigned : Long::compare)
                .orElseThrow();
        long least = unsigned ? 0 : Long.MIN_VALUE;
        return most == least ? NOTHING : new NumberTest.Range(least, most - 1);
    }

    /** No number is in it, with and without sign. */
    private static final NumberTest.Range NOTHING = new NumberTest.Range(2, 1);

    private void text(ArgumentMatch match, ArgumentCode.Growing argument) {
        texts.add(new RulePlan.TextCondition(argument, text(match)));
    }

    private static TextTest text(ArgumentMatch match) {
        List<String> values = new ArrayList<>();
        for (MatchValue value : match.values()) {
            if (!(value instanceof MatchValue.Text text)) {
                throw unable(match);
            }
            int bytes = text.text().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > TextTest.LONGEST) {
                throw Refused.because("a value has " + bytes + " bytes, and no more than " + TextTest.LONGEST
                        + " are read of a text: it would never match");
            }
            values.add(text.text());
        }
        return switch (match.operator()) {
            case EQUAL, IN_MAP -> TextTest.OneOf.of(values);
            case NOT_EQUAL, NOT_IN_MAP -> new TextTest.Not(TextTest.OneOf.of(values));
            case PREFIX -> TextTest.BeginsWith.of(values);
            case NOT_PREFIX -> new TextTest.Not(TextTest.BeginsWith.of(values));
            case POSTFIX -> TextTest.EndsWith.of(values);
            case NOT_POSTFIX -> new TextTest.Not(TextTest.EndsWith.of(values));
            case SUB_STRING -> TextTest.Contains.of(values, false);
            case SUB_STRING_IGN_CASE ->
                TextTest.Contains.of(
                        values.stream().map(ConditionPlanner::lower).toList(), true);
            default -> throw unable(match);
        };
    }

    /** Letters of ASCII alone. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return lower.toString();
    }

    private void file(ArgumentMatch match, PathArgument argument) {
        switch (match.operator()) {
            case FILE_TYPE -> add(new FileMode(argument.place()), types(match));
            case NOT_FILE_TYPE -> add(new FileMode(argument.place()), new NumberTest.Not(types(match)));
            default -> {
                TextTest test = text(match);
                names(match.operator(), test).ifPresent(name -> add(new NameKey(argument.place()), name));
                texts.add(new RulePlan.TextCondition(argument, test));
            }
        }
    }

    private static NumberTest types(ArgumentMatch match) {
        Set<Long> types = match.values().stream()
                .map(value -> value instanceof MatchValue.FileKind kind
                        ? (long) kind.type().mode()
                        : throwUnable(match))
                .collect(Collectors.toSet());
        return new NumberTest.Bits(FILE_TYPE, types);
    }

    private static long throwUnable(ArgumentMatch match) {
        throw unable(match);
    }

    /** What the last component has to be, where the whole path decides it. */
    private static java.util.Optional<NumberTest> names(Operator operator, TextTest test) {
        List<String> paths = switch (test) {
            case TextTest.OneOf one
            when operator == Operator.EQUAL || operator == Operator.IN_MAP -> texts(one.texts());
            case TextTest.EndsWith end
            when end.endings().stream().allMatch(words -> words.text().contains("/")) -> texts(end.endings());
            default -> List.of();
        };
        boolean decided = !paths.isEmpty() && paths.stream().noneMatch(path -> path.endsWith("/"));
        return decided
                ? java.util.Optional.of(
                        new NumberTest.OneOf(paths.stream().map(NameKey::of).collect(Collectors.toSet())))
                : java.util.Optional.empty();
    }

    private static List<String> texts(List<Words> all) {
        return all.stream().map(Words::text).toList();
    }
}
