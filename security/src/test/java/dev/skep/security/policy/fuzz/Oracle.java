package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.Operator;
import dev.skep.security.policy.model.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a policy has to tell of a deed, by what the policy says and nothing else. */
final class Oracle {
    private final ProcessOracle processes;

    /**
     * An oracle.
     *
     * @param host namespaces of process 1
     */
    Oracle(Map<NamespaceKind, Long> host) {
        processes = new ProcessOracle(host);
    }

    /** All that policies have to tell of a deed. */
    List<Told> told(List<ActivePolicy> policies, Deed deed) {
        List<Told> all = new ArrayList<>();
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                if (policy.enabled() && isAt(hook.point(), deed.call()) && tells(hook, deed)) {
                    all.add(new Told(
                            policy.policy().name().name(),
                            hook.message(),
                            deed.facts().pid(),
                            hook.arguments().stream()
                                    .map(argument -> Told.text(shown(hook, argument, deed)))
                                    .toList(),
                            hook.returnArgument()
                                    .map(result -> NumberOracle.shown(result.type(), result(deed)))
                                    .map(Told::text)));
                }
            }
        }
        return all;
    }

    private static long result(Deed deed) {
        return deed.result().orElseThrow();
    }

    private static boolean isAt(HookPoint point, Call call) {
        return point.description().endsWith("_" + call.text());
    }

    /** Fields of the record of sys_enter_*: five that all have, then the arguments. */
    private static int index(Hook hook, int index) {
        return hook.point() instanceof HookPoint.Tracepoint ? index - 5 : index;
    }

    private boolean tells(Hook hook, Deed deed) {
        if (hook.selectors().isEmpty()) {
            return true;
        }
        Optional<Selector> first = hook.selectors().stream()
                .filter(selector -> matches(hook, selector, deed))
                .findFirst();
        return first.isPresent()
                && first.get().actions().stream().noneMatch(Action.NoPost.class::isInstance)
                && first.get().returnArguments().stream().allMatch(match -> returns(hook, match, deed))
                && first.get().returnActions().stream().noneMatch(Action.NoPost.class::isInstance);
    }

    private static boolean returns(Hook hook, ArgumentMatch match, Deed deed) {
        ArgumentType type = hook.returnArgument().orElseThrow().type();
        return NumberOracle.holds(match, NumberOracle.number(type, result(deed)), type);
    }

    private boolean matches(Hook hook, Selector selector, Deed deed) {
        return selector.arguments().stream().allMatch(match -> holds(hook, match, deed))
                && processes.matches(selector, deed.facts());
    }

    private static boolean holds(Hook hook, ArgumentMatch match, Deed deed) {
        if (match.operator() == Operator.CEL_EXPR) {
            return ExpressionOracle.holds(
                    ((MatchValue.Cel) match.values().getFirst()).text(),
                    position -> calculable(hook, hook.arguments().get(position), deed));
        }
        Argument argument = hook.arguments().get(match.positions().getFirst());
        int index = index(hook, argument.index());
        ArgumentType type = argument.type();
        return switch (type.kind()) {
            case SIGNED, UNSIGNED ->
                NumberOracle.holds(match, NumberOracle.number(type, deed.number(index)), type);
            case TEXT -> TextOracle.holds(match, bytes(hook, argument, deed));
            case PATH -> TextOracle.holds(match, path(deed, index).getBytes(StandardCharsets.UTF_8));
            case NETWORK -> NetworkOracle.holds(match, NetworkOracle.Ends.of(deed.address(index)));
            default -> throw new IllegalStateException("no oracle for " + argument);
        };
    }

    private static ExpressionOracle.Value calculable(Hook hook, Argument argument, Deed deed) {
        ArgumentType type = argument.type();
        boolean signed = type.kind() == ArgumentType.Kind.SIGNED;
        boolean wide = type.bytes() == Long.BYTES;
        return new ExpressionOracle.Value(
                signed
                        ? wide ? ExpressionOracle.Type.INT64 : ExpressionOracle.Type.INT32
                        : wide ? ExpressionOracle.Type.UINT64 : ExpressionOracle.Type.UINT32,
                NumberOracle.number(type, deed.number(index(hook, argument.index()))));
    }

    private static String path(Deed deed, int index) {
        return deed.facts().files().getOrDefault((int) deed.number(index), "");
    }

    /** Of a buffer as many as the argument says that has the size; all of a string. */
    private static byte[] bytes(Hook hook, Argument argument, Deed deed) {
        byte[] all = deed.text(index(hook, argument.index())).getBytes(StandardCharsets.UTF_8);
        return argument.sizeArgument().isPresent()
                ? Arrays.copyOf(all, (int) deed.number(index(hook, argument.sizeArgument().getAsInt())))
                : all;
    }

    private static ArgumentValue shown(Hook hook, Argument argument, Deed deed) {
        int index = index(hook, argument.index());
        return switch (argument.type().kind()) {
            case TEXT -> {
                byte[] bytes = bytes(hook, argument, deed);
                yield argument.type() == ArgumentType.CHAR_BUF
                        ? new ArgumentValue.Data(bytes, bytes.length)
                        : new ArgumentValue.Text(deed.text(index));
            }
            case PATH -> new ArgumentValue.File(path(deed, index), 0, 0);
            case NETWORK -> {
                NetworkOracle.Ends ends = NetworkOracle.Ends.of(deed.address(index));
                yield new ArgumentValue.SocketAddress(ends.family(), ends.source());
            }
            default -> NumberOracle.shown(argument.type(), deed.number(index));
        };
    }
}
