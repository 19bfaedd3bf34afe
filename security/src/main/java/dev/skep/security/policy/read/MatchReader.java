package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.Operator;
import dev.skep.security.policy.read.HookScope.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads conditions on arguments, data and return values. */
final class MatchReader {
    private final HookScope scope;
    private final Lists lists;
    private final CallReader calls;

    MatchReader(HookScope scope, Lists lists, CallReader calls) {
        this.scope = scope;
        this.lists = lists;
        this.calls = calls;
    }

    /** An item of {@code matchArgs}. */
    ArgumentMatch argument(Element match) {
        Fields fields = fields(match);
        if (isCel(fields)) {
            return cel(fields, scope.arguments());
        }
        return match(fields, scope.arguments(), positions(fields, scope.arguments(), "args"));
    }

    /** An item of {@code matchData}; its index is a position. */
    ArgumentMatch data(Element match) {
        Fields fields = fields(match);
        if (isCel(fields)) {
            fields.owner().wrong("CelExpr speaks of arguments, and is only for matchArgs");
            return nothing(match);
        }
        return match(fields, scope.data(), positions(fields, scope.data(), "data"));
    }

    /** An item of {@code matchReturnArgs}. */
    ArgumentMatch returned(Element match) {
        Fields fields = fields(match);
        if (scope.returnArgument().isEmpty()) {
            match.wrong("needs return: true and a returnArg of the hook"
                    + (scope.kind() == Kind.LSM ? "; hooks of the LSM decide before there is a value" : ""));
            return nothing(match);
        }
        if (isCel(fields)) {
            match.wrong("CelExpr speaks of arguments, and is only for matchArgs");
            return nothing(match);
        }
        return match(fields, List.of(scope.returnArgument().get()), List.of(0));
    }

    private static Fields fields(Element match) {
        return match.fields("index", "args", "operator", "values");
    }

    private static ArgumentMatch nothing(Element match) {
        return new ArgumentMatch(List.of(), Operator.EQUAL, List.of(), match.place());
    }

    private static boolean isCel(Fields fields) {
        return fields.text("operator").equals(Operator.CEL_EXPR.tetragonName());
    }

    private static ArgumentMatch cel(Fields fields, List<Argument> arguments) {
        List<Element> values = SelectorReader.values(fields);
        if (values.size() > 1) {
            values.get(1).wrong("CelExpr takes one expression; join them with || or give another condition");
        }
        List<MatchValue> read = values.stream()
                .limit(1)
                .map(value -> CelReader.read(value, arguments))
                .flatMap(Optional::stream)
                .<MatchValue>map(value -> value)
                .toList();
        return new ArgumentMatch(
                List.of(), Operator.CEL_EXPR, read, fields.owner().place());
    }

    /** Which items of the hook's list are meant: by {@code args}, which has positions, or by the index of the argument. */
    private List<Integer> positions(Fields fields, List<Argument> items, String list) {
        List<Element> named = fields.optional("args").map(Element::items).orElse(List.of());
        if (!named.isEmpty()) {
            List<Integer> positions = new ArrayList<>();
            for (Element position : named) {
                long at = position.unsigned32();
                if (at < items.size()) {
                    positions.add((int) at);
                } else {
                    position.wrong(
                            "there is no item " + at + " in " + list + " of the hook, which has " + items.size());
                }
            }
            return positions.size() == named.size() ? positions : List.of();
        }
        Optional<Element> index = fields.optional("index");
        long wanted = index.map(Element::unsigned32).orElse(0L);
        Optional<Integer> position = position(items, wanted, list.equals("data"));
        if (position.isEmpty()) {
            index.orElse(fields.owner())
                    .wrong("there is no item with index " + wanted + " in " + list + " of the hook"
                            + indexes(items, list.equals("data")));
        }
        return position.map(List::of).orElse(List.of());
    }

    private Optional<Integer> position(List<Argument> items, long index, boolean byPosition) {
        if (!byPosition) {
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).index() == index) {
                    return Optional.of(i);
                }
            }
        }
        // Tetragon takes the index as a position where no field of a tracepoint has it.
        boolean maybePosition = byPosition || scope.kind() == Kind.TRACEPOINT;
        return maybePosition && index < items.size() ? Optional.of((int) index) : Optional.empty();
    }

    private static String indexes(List<Argument> items, boolean byPosition) {
        if (items.isEmpty()) {
            return ", which has none";
        }
        return byPosition
                ? ", which has " + items.size()
                : " (there are: "
                        + String.join(
                                ", ",
                                items.stream()
                                        .map(item -> String.valueOf(item.index()))
                                        .toList())
                        + ")";
    }

    private ArgumentMatch match(Fields fields, List<Argument> items, List<Integer> positions) {
        Optional<Operator> operator = fields.required("operator").flatMap(MatchReader::operator);
        if (operator.isEmpty() || positions.isEmpty()) {
            return nothing(fields.owner());
        }
        checkPositions(fields, operator.get(), positions.size());
        for (int position : positions) {
            ArgumentType type = items.get(position).type();
            if (!OperatorFit.of(type).contains(operator.get())) {
                fields.optional("operator").ifPresent(value -> value.wrong(OperatorFit.refusal(operator.get(), type)));
                return nothing(fields.owner());
            }
        }
        return new ArgumentMatch(
                positions,
                operator.get(),
                values(fields, operator.get(), items.get(positions.getFirst()).type()),
                fields.owner().place());
    }

    private static void checkPositions(Fields fields, Operator operator, int count) {
        int wanted = operator == Operator.CAPABILITIES_GAINED ? 2 : 1;
        if (count != wanted) {
            fields.owner()
                    .wrong(operator.tetragonName()
                            + (wanted == 2
                                    ? " compares two sets: give args: [OLD, NEW], positions in args of the hook"
                                    : " compares one argument, not " + count));
        }
    }

    private static Optional<Operator> operator(Element value) {
        Optional<Operator> operator = Operator.of(value.text());
        // The list of names is only for the message.
        return operator.isPresent() ? operator : value.choice(Operator.values(), Operator::tetragonName);
    }

    private List<MatchValue> values(Fields fields, Operator operator, ArgumentType type) {
        if (OperatorFit.takesNoValues(operator)) {
            fields.optional("values")
                    .filter(values -> !values.items().isEmpty())
                    .ifPresent(values -> values.remark("does nothing with " + operator.tetragonName()));
            return List.of();
        }
        return SelectorReader.values(fields).stream()
                .flatMap(value -> value(value, operator, type).stream())
                .toList();
    }

    private List<MatchValue> value(Element value, Operator operator, ArgumentType type) {
        boolean mayNameList = (operator == Operator.IN_MAP || operator == Operator.NOT_IN_MAP) && isNumber(type);
        if (!mayNameList || !Lists.isName(value.text())) {
            return MatchValueReader.read(value, operator, type);
        }
        Optional<PolicyList> list = lists.named(value);
        list.filter(named -> !named.isOfSystemCalls())
                .ifPresent(
                        named -> value.wrong("names a list that is not of system calls; its type has to be syscalls"));
        return list.filter(PolicyList::isOfSystemCalls)
                .map(named -> systemCalls(value, named, type))
                .orElse(List.of());
    }

    private List<MatchValue> systemCalls(Element value, PolicyList list, ArgumentType type) {
        List<Integer> numbers =
                list.type() == PolicyList.Type.GENERATED_SYSCALLS ? calls.everyNumber() : calls.numbers(list);
        boolean told = type == ArgumentType.SYSCALL64;
        if (!told && (type.bytes() != Long.BYTES || numbers.stream().anyMatch(number -> number < 0))) {
            value.wrong("lists of system calls are for arguments of type syscall64, not " + type.tetragonName());
        } else if (!told) {
            value.remark("compares numbers only: programs of 32 bits have others; type syscall64 tells them apart");
        }
        return numbers.stream()
                .map(Integer::toUnsignedLong)
                .<MatchValue>map(number ->
                        new MatchValue.Range(number, number, type.kind() == ArgumentType.Kind.UNSIGNED, value.place()))
                .toList();
    }

    private static boolean isNumber(ArgumentType type) {
        return type.isNumber() || type == ArgumentType.AUTO;
    }
}
