package dev.skep.security.policy;

import dev.skep.security.policy.HookFigures.SelectorFigures;
import dev.skep.security.policy.HookFigures.State;
import dev.skep.security.policy.attach.AttachedHook;
import dev.skep.security.policy.attach.LoadedFiles;
import dev.skep.security.policy.attach.RuleTotals;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.plan.RuleKey;
import dev.skep.security.policy.plan.RuleReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what a policy does and costs. */
final class FiguresReader {
    private final RuleTotals totals;
    private final List<AttachedHook> attached;
    private final @Nullable LoadedFiles loaded;
    private final long loaders;

    /** {@code loaders}: how many policies share what tells of mapped files. */
    FiguresReader(RuleTotals totals, List<AttachedHook> attached, @Nullable LoadedFiles loaded, long loaders) {
        this.totals = totals;
        this.attached = attached;
        this.loaded = loaded;
        this.loaders = loaders;
    }

    PolicyFigures read(ActivePolicy policy) {
        if (!policy.enabled()) {
            return PolicyFigures.NONE;
        }
        PolicyName name = policy.policy().name();
        Map<RuleKey, RuleTotals.Total> now = new HashMap<>();
        long bytes = 0;
        for (AttachedHook hook : attached) {
            hook.totals(name).forEach((key, total) -> now.merge(key, total, RuleTotals.Total::plus));
            bytes += hook.bytes(name);
        }
        List<HookFigures> hooks = new ArrayList<>();
        for (Hook hook : policy.policy().hooks()) {
            hooks.add(read(policy, hook, now));
        }
        LoadedFiles files = loaded;
        if (policy.policy().loader() && files != null) {
            bytes += files.bytes() / loaders;
            hooks.add(read(files));
        }
        return new PolicyFigures(bytes, hooks);
    }

    private static HookFigures read(LoadedFiles files) {
        ActionCounters counters = new ActionCounters(files.told(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new HookFigures(
                "loader", 0, "mapped files", State.LOADED, "perf event", List.of(new SelectorFigures("", counters)));
    }

    private HookFigures read(ActivePolicy policy, Hook hook, Map<RuleKey, RuleTotals.Total> now) {
        Set<String> backends = new LinkedHashSet<>();
        Set<HookName> served = new HashSet<>();
        for (AttachedHook place : attached) {
            for (RuleReader rule : place.rules(policy.policy().name())) {
                if (rule.key().section().equals(hook.point().section())
                        && rule.key().hook() == hook.index()) {
                    backends.add(place.hook().toString());
                    served.add(rule.hook());
                }
            }
        }
        List<SelectorFigures> selectors = new ArrayList<>();
        int count = Math.max(1, hook.selectors().size());
        for (int i = 0; i < count; i++) {
            RuleKey key = new RuleKey(policy.policy().name(), hook.point().section(), hook.index(), i);
            RuleTotals.Total total =
                    now.getOrDefault(key, RuleTotals.Total.NONE).plus(totals.earlier(key));
            String label =
                    hook.selectors().isEmpty() ? "" : hook.selectors().get(i).label();
            List<Action> actions = hook.selectors().isEmpty()
                    ? List.of()
                    : actions(hook.selectors().get(i));
            selectors.add(new SelectorFigures(label, counters(actions, total)));
        }
        return new HookFigures(
                hook.point().section(),
                hook.index(),
                hook.point().description(),
                state(hook, served.size()),
                String.join(", ", backends),
                selectors);
    }

    private static List<Action> actions(Selector selector) {
        List<Action> all = new ArrayList<>(selector.actions());
        all.addAll(selector.returnActions());
        return all;
    }

    private static State state(Hook hook, int served) {
        return switch (hook.point()) {
            case HookPoint.Functions functions -> {
                if (served == 0) {
                    yield State.CALL_NOT_FOUND;
                }
                yield served < functions.calls().size() ? State.PARTIAL_CALL_NOT_FOUND : State.LOADED;
            }
            case HookPoint.UserFunctions functions -> served == 0 ? State.DIGEST_REJECTED : State.LOADED;
            default -> State.LOADED;
        };
    }

    /** Each match does each of the selector's actions once, or would have done it. */
    private static ActionCounters counters(List<Action> actions, RuleTotals.Total total) {
        long signals = count(actions, Action.Sigkill.class) + count(actions, Action.Signal.class);
        long overrides = count(actions, Action.OverrideReturn.class)
                + count(actions, Action.OverrideRegisters.class)
                + count(actions, Action.OverrideCall.class);
        long notices = count(actions, Action.NotifyEnforcer.class);
        long sets = count(actions, Action.Set.class);
        return new ActionCounters(
                total.posts(),
                signals * total.enforced(),
                signals * total.watched(),
                overrides * total.enforced(),
                overrides * total.watched(),
                notices * total.enforced(),
                notices * total.watched(),
                sets * total.enforced(),
                sets * total.watched(),
                count(actions, Action.NoPost.class) * total.matches());
    }

    private static long count(List<Action> actions, Class<? extends Action> kind) {
        return actions.stream().filter(kind::isInstance).count();
    }
}
