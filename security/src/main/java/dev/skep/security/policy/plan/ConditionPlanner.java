package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Condition;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.Operator;
import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.FileMode;
import dev.skep.security.policy.program.NameKey;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.PathArgument;
import dev.skep.security.policy.program.TextTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns conditions on arguments into tests: of numbers where that decides, or rules out, and of texts. */
final class ConditionPlanner {
    private static final int FILE_TYPE = 0170000;

    private final List<Condition> numbers = new ArrayList<>();
    private final List<RulePlan.TextCondition> texts = new ArrayList<>();

    /** Tests of numbers so far. */
    List<Condition> numbers() {
        return numbers;
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
            case PlannedArgument.Shown shown -> throw unable(match);
            case PlannedArgument.Nothing nothing -> throw unable(match);
        }
    }

    private static Refused unable(ArgumentMatch match) {
        return Refused.because("operator " + match.operator().tetragonName() + " is not for arguments of this type");
    }

    private static NumberTest number(ArgumentMatch match) {
        List<NumberTest.Range> ranges = new ArrayList<>();
        boolean unsigned = false;
        for (MatchValue value : match.values()) {
            if (!(value instanceof MatchValue.Range range)) {
                throw unable(match);
            }
            ranges.add(new NumberTest.Range(range.first(), range.last()));
            unsigned |= range.unsigned();
        }
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
            values.add(text.text());
        }
        return switch (match.operator()) {
            case EQUAL, IN_MAP -> new TextTest.OneOf(values);
            case NOT_EQUAL, NOT_IN_MAP -> new TextTest.Not(new TextTest.OneOf(values));
            case PREFIX -> new TextTest.BeginsWith(values);
            case NOT_PREFIX -> new TextTest.Not(new TextTest.BeginsWith(values));
            case POSTFIX -> new TextTest.EndsWith(values);
            case NOT_POSTFIX -> new TextTest.Not(new TextTest.EndsWith(values));
            default -> throw unable(match);
        };
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
            case TextTest.OneOf one when operator == Operator.EQUAL || operator == Operator.IN_MAP -> one.texts();
            case TextTest.EndsWith end
            when end.endings().stream().allMatch(text -> text.contains("/")) -> end.endings();
            default -> List.of();
        };
        boolean decided = !paths.isEmpty() && paths.stream().noneMatch(path -> path.endsWith("/"));
        return decided
                ? java.util.Optional.of(
                        new NumberTest.OneOf(paths.stream().map(NameKey::of).collect(Collectors.toSet())))
                : java.util.Optional.empty();
    }
}
