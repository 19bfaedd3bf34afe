package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.RateLimit;
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

    /**
     * What has to be told.
     *
     * @param told the event
     * @param limited what is held back that is equal; empty without a limit
     */
    record Wish(Told told, Optional<String> limited) {}

    /** All that policies have to tell of it. Where nobody knows what a call returned nothing is said of its returns. */
    List<Wish> told(List<ActivePolicy> policies, Act act) {
        return act.moments().stream()
                .flatMap(moment -> policies.stream().flatMap(policy -> told(policies, policy, moment).stream()))
                .toList();
    }

    private List<Wish> told(List<ActivePolicy> all, ActivePolicy policy, Act act) {
        List<Wish> told = new ArrayList<>();
        for (Hook hook : policy.policy().hooks()) {
            boolean known =
                    hook.returnArgument().isEmpty() || act.outcome().known().isPresent();
            if (isFor(policy, act) && known && isSeen(all, hook, act)) {
                told(all, policy, hook, act).ifPresent(told::add);
            }
        }
        return told;
    }

    private Optional<Wish> told(List<ActivePolicy> all, ActivePolicy policy, Hook hook, Act act) {
        Optional<Selector> first = selector(hook, act);
        boolean told = first.map(selector -> tells(hook, selector, act))
                .orElse(hook.selectors().isEmpty());
        if (!told) {
            return Optional.empty();
        }
        List<Action> actions = first.map(Selector::actions).orElse(List.of());
        List<Action> atReturn = first.map(Selector::returnActions).orElse(List.of());
        Told event = new Told(
                policy.policy().name().name(),
                hook.message(),
                act.facts().actor(),
                Ownership.isOfFork(
                        all.stream()
                                .filter(each -> isFor(each, act))
                                .map(ActivePolicy::policy)
                                .toList(),
                        hook,
                        act),
                Stream.concat(
                                hook.arguments().stream().map(argument -> act.shown(hook, argument)),
                                hook.data().stream().map(field -> DataOracle.shown(field, act)))
                        .map(Told::text)
                        .toList(),
                hook.returnArgument()
                        .map(result -> NumberOracle.shown(
                                result.type(), act.outcome().known().orElseThrow()))
                        .map(Told::text),
                ActionOracle.shown(actions),
                ActionOracle.effect(actions, atReturn, hook, policy.mode()));
        return Optional.of(new Wish(
                event,
                ActionOracle.limit(atReturn)
                        .or(() -> ActionOracle.limit(actions))
                        .map(limit -> hook.index() + " " + hook.selectors().indexOf(first.orElseThrow()) + " "
                                + who(limit.scope(), act) + " " + event.alike())));
    }

    /** Whose events are counted together. A process that is forked for the act is another than all before. */
    private static String who(RateLimit.Scope scope, Act act) {
        boolean isFork = act.facts().pid() != act.facts().actor();
        return scope == RateLimit.Scope.GLOBAL
                ? "all"
                : isFork ? "act " + act.sequence() : "process " + act.facts().pid();
    }

    /** What the policies do: an act of which all that came is otherwise than they want. */
    Optional<String> wrong(List<ActivePolicy> policies, Act act) {
        List<Action> actions = new ArrayList<>();
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                if (enforces(policy, act) && isSeen(policies, hook, act)) {
                    selector(hook, act).ifPresent(selector -> actions.addAll(done(hook, selector, act)));
                }
            }
        }
        return ActionOracle.wrong(actions, act);
    }

    /** What a selector does that holds, at the return too. */
    private static List<Action> done(Hook hook, Selector selector, Act act) {
        boolean returns = !selector.returnActions().isEmpty()
                && selector.returnArguments().stream().allMatch(match -> returns(hook, match, act));
        return returns
                ? Stream.concat(selector.actions().stream(), selector.returnActions().stream())
                        .toList()
                : selector.actions();
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
                match, NumberOracle.number(type, act.outcome().known().orElseThrow()), type);
    }

    private boolean matches(Hook hook, Selector selector, Act act) {
        return selector.arguments().stream().allMatch(match -> act.meets(hook, match))
                && selector.data().stream().allMatch(match -> DataOracle.holds(hook, match, act))
                && selector.workloads()
                        .filter(meant ->
                                !WorkloadOracle.isMeant(meant, act.facts().workload()))
                        .isEmpty()
                && processes.matches(selector, act.facts());
    }
}
