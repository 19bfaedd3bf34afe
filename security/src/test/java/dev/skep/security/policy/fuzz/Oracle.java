package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a policy has to tell of an act, by what the policy says and nothing else. */
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

    /** All that policies have to tell of it. */
    List<Told> told(List<ActivePolicy> policies, Act act) {
        List<Told> all = new ArrayList<>();
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                if (policy.enabled() && act.isSeenBy(hook) && tells(hook, act)) {
                    all.add(new Told(
                            policy.policy().name().name(),
                            hook.message(),
                            act.facts().pid(),
                            hook.arguments().stream()
                                    .map(argument -> Told.text(act.shown(hook, argument)))
                                    .toList(),
                            hook.returnArgument()
                                    .map(result -> NumberOracle.shown(result.type(), act.returned()))
                                    .map(Told::text)));
                }
            }
        }
        return all;
    }

    private boolean tells(Hook hook, Act act) {
        if (hook.selectors().isEmpty()) {
            return true;
        }
        Optional<Selector> first = hook.selectors().stream()
                .filter(selector -> matches(hook, selector, act))
                .findFirst();
        return first.isPresent()
                && first.get().actions().stream().noneMatch(Action.NoPost.class::isInstance)
                && first.get().returnArguments().stream().allMatch(match -> returns(hook, match, act))
                && first.get().returnActions().stream().noneMatch(Action.NoPost.class::isInstance);
    }

    private static boolean returns(Hook hook, ArgumentMatch match, Act act) {
        ArgumentType type = hook.returnArgument().orElseThrow().type();
        return NumberOracle.holds(match, NumberOracle.number(type, act.returned()), type);
    }

    private boolean matches(Hook hook, Selector selector, Act act) {
        return selector.arguments().stream().allMatch(match -> act.meets(hook, match))
                && processes.matches(selector, act.facts());
    }
}
