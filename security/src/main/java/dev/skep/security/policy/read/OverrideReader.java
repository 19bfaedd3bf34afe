package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.UserLocation;
import dev.skep.security.policy.read.HookScope.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the action Override, which has a form for each kind of hook. */
final class OverrideReader {
    private static final List<String> TARGETS = List.of("argNewSymbol", "argNewAddr", "argNewOffset");
    private static final BigInteger LEAST_ERROR = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger MOST_ERROR = BigInteger.valueOf(Integer.MAX_VALUE);

    private final Abi host;

    OverrideReader(Abi host) {
        this.host = host;
    }

    Action read(Fields fields, HookScope scope) {
        Element element = fields.owner();
        if (scope.kind() == Kind.TRACEPOINT || scope.kind() == Kind.USDT) {
            element.wrong("Override replaces what a function returns, and " + scope.kind()
                    + " is in no place where that is possible; use a kprobe, an lsmhook or a uprobe");
        }
        List<String> targets = TARGETS.stream()
                .filter(name -> fields.optional(name)
                        .filter(value ->
                                !value.text().isEmpty() && !value.text().equals("0"))
                        .isPresent())
                .toList();
        boolean registers = fields.optional("argRegs")
                .filter(list -> !list.items().isEmpty())
                .isPresent();
        if (!targets.isEmpty() || registers) {
            return ofUprobe(fields, scope, targets, registers);
        }
        return new Action.OverrideReturn(error(fields), element.place());
    }

    private Action ofUprobe(Fields fields, HookScope scope, List<String> targets, boolean registers) {
        Element element = fields.owner();
        if (scope.kind() != Kind.UPROBE) {
            element.wrong("argRegs, argNewSymbol, argNewAddr and argNewOffset are for uprobes; " + scope.kind()
                    + " takes argError");
        }
        if (targets.size() + (registers ? 1 : 0) > 1) {
            element.wrong("takes one of argRegs, argNewSymbol, argNewAddr and argNewOffset");
        }
        if (registers) {
            return new Action.OverrideRegisters(
                    fields.list("argRegs", value -> RegisterReader.assignment(value, host)), element.place());
        }
        Element target = fields.optional(targets.getFirst()).orElseThrow();
        return new Action.OverrideCall(target(targets.getFirst(), target), element.place());
    }

    private static UserLocation target(String way, Element target) {
        return switch (way) {
            case "argNewSymbol" -> UserLocationReader.symbol(target, OptionalLong.empty());
            case "argNewAddr" ->
                new UserLocation.Address(
                        target.number(BigInteger.ZERO, NumberText.MOST_UNSIGNED_64),
                        OptionalLong.empty(),
                        target.place());
            default ->
                new UserLocation.Offset(
                        target.number(BigInteger.ZERO, NumberText.most(Long.BYTES, false)),
                        OptionalLong.empty(),
                        target.place());
        };
    }

    /** The field {@code argError}; 0 if it is not there. */
    static int error(Fields fields) {
        Optional<Element> value = fields.optional("argError");
        return value.map(error -> (int) error.number(LEAST_ERROR, MOST_ERROR)).orElse(0);
    }
}
