package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what policies have to tell of an act and to do about it, by what they say and nothing else. */
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

    /** All that policies have to tell of it. What a call returned that killed its process nobody knows: of its returns nothing is said. */
    List<Told> told(List<ActivePolicy> policies, Act act) {
        List<Told> all = new ArrayList<>();
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                boolean known = hook.returnArgument().isEmpty()
                        || act.outcome().returned().isPresent();
                if (isFor(policy, act) && known && isSeen(policies, hook, act)) {
                    told(policy, hook, act).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private Optional<Told> told(ActivePolicy policy, Hook hook, Act act) {
        Optional<Selector> first = selector(hook, act);
        boolean told = first.map(selector -> tells(hook, selector, act))
                .orElse(hook.selectors().isEmpty());
        if (!told) {
            return Optional.empty();
        }
        List<Action> actions = first.map(Selector::actions).orElse(List.of());
        return Optional.of(new Told(
                policy.policy().name().name(),
                hook.message(),
                act.facts().actor(),
                Stream.concat(
                                hook.arguments().stream().map(argument -> act.shown(hook, argument)),
                                hook.data().stream().map(field -> DataOracle.shown(field, act.facts())))
                        .map(Told::text)
                        .toList(),
                hook.returnArgument()
                        .map(result -> NumberOracle.shown(
                                result.type(), act.outcome().returned().orElseThrow()))
                        .map(Told::text),
                ActionOracle.shown(actions),
                ActionOracle.effect(actions, hook, policy.mode())));
    }

    /** What the policies do: an act of which all that came is otherwise than they want. */
    Optional<String> wrong(List<ActivePolicy> policies, Act act) {
        List<Action> actions = new ArrayList<>();
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                if (enforces(policy, act) && isSeen(policies, hook, act)) {
                    selector(hook, act).map(Selector::actions).ifPresent(actions::addAll);
                }
            }
        }
        return ActionOracle.wrong(actions, act);
    }

    private static boolean isFor(ActivePolicy policy, Act act) {
        return policy.enabled()
                && WorkloadOracle.isMeant(
                        policy.policy().workloads(), act.facts().workload());
    }

    private static boolean enforces(ActivePolicy policy, Act act) {
        return isFor(policy, act) && policy.mode() == PolicyMode.ENFORCE;
    }

    /** What is denied as it is asked for never comes to TCP. */
    private boolean isSeen(List<ActivePolicy> policies, Hook hook, Act act) {
        boolean later = hook.point().description().equals(Connection.TCP_CONNECT);
        return act.isSeenBy(hook) && !(later && policies.stream().anyMatch(policy -> denies(policy, act)));
    }

    private boolean denies(ActivePolicy policy, Act act) {
        return enforces(policy, act)
                && policy.policy().hooks().stream()
                        .filter(hook -> hook.point().description().equals(Connection.CONNECT) && act.isSeenBy(hook))
                        .anyMatch(hook -> selector(hook, act)
                                .filter(selector -> ActionOracle.denies(selector.actions(), hook))
                                .isPresent());
    }

    /** The one that counts. */
    private Optional<Selector> selector(Hook hook, Act act) {
        return hook.selectors().stream()
                .filter(selector -> matches(hook, selector, act))
                .findFirst();
    }

    private static boolean tells(Hook hook, Selector selector, Act act) {
        return selector.actions().stream().noneMatch(Action.NoPost.class::isInstance)
                && selector.returnArguments().stream().allMatch(match -> returns(hook, match, act))
                && selector.returnActions().stream().noneMatch(Action.NoPost.class::isInstance);
    }

    private static boolean returns(Hook hook, ArgumentMatch match, Act act) {
        ArgumentType type = hook.returnArgument().orElseThrow().type();
        return NumberOracle.holds(
                match, NumberOracle.number(type, act.outcome().returned().orElseThrow()), type);
    }

    private boolean matches(Hook hook, Selector selector, Act act) {
        return selector.arguments().stream().allMatch(match -> act.meets(hook, match))
                && selector.data().stream().allMatch(match -> DataOracle.holds(hook, match, act.facts()))
                && selector.workloads()
                        .filter(meant ->
                                !WorkloadOracle.isMeant(meant, act.facts().workload()))
                        .isEmpty()
                && processes.matches(selector, act.facts());
    }
}
