package dev.skep.security.policy.plan;

import dev.skep.bpf.btf.Btf;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.hook.HookTable;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.Needs;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyOptions.OverrideMethod;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.program.ProcessStates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plans the programs of all hooks that policies need. */
public final class PolicyPlanner {
    private final HookTable table;
    private final KernelTypes types;
    private final HostNamespaces host;
    private final ProcessStates states;

    /**
     * For a kernel.
     *
     * @param kernel what it offers
     * @param types its types
     * @param processes its processes
     * @param states what is kept of them
     */
    public PolicyPlanner(KernelOffer kernel, Btf types, ProcessTable processes, ProcessStates states) {
        table = new HookTable(kernel);
        this.types = new KernelTypes(types);
        host = new HostNamespaces(processes);
        this.states = states;
    }

    /**
     * A program for each hook of the kernel that they need.
     *
     * @param marks what is to be known of processes
     * @throws PolicyException if one of them cannot be served
     */
    public List<HookPlan> plan(List<ActivePolicy> policies, MarkTable marks) {
        SelectorPlanner selectors = new SelectorPlanner(types, host, states, marks);
        Map<KernelHook, List<RulePlan>> rules = new LinkedHashMap<>();
        for (ActivePolicy policy : policies) {
            if (policy.enabled()) {
                for (Hook hook : policy.policy().hooks()) {
                    plan(policy, hook, selectors, rules);
                }
            }
        }
        List<HookPlan> plans = new ArrayList<>();
        rules.forEach((hook, all) -> plans.add(new HookPlan(hook, all)));
        return plans;
    }

    private void plan(
            ActivePolicy policy, Hook hook, SelectorPlanner selectors, Map<KernelHook, List<RulePlan>> rules) {
        for (Serving serving : servings(policy.policy(), hook)) {
            for (int i = 0; i < Math.max(1, hook.selectors().size()); i++) {
                rules.computeIfAbsent(serving.hook(), h -> new ArrayList<>())
                        .add(selectors.plan(new RuleOrigin(policy, hook, i), serving));
            }
        }
    }

    /** What serves a hook of a policy. */
    List<Serving> servings(Policy policy, Hook hook) {
        Needs needs = needs(policy, hook);
        String field = "spec." + hook.point().section() + "[" + hook.index() + "]";
        List<Serving> servings = new ArrayList<>();
        switch (hook.point()) {
            case HookPoint.Functions functions -> {
                for (Call call : functions.calls()) {
                    try {
                        servings.addAll(table.call(functions.probe(), call, needs));
                    } catch (Refused refused) {
                        if (!refused.isMissing() || !hook.ignore().callNotFound()) {
                            throw new PolicyException(
                                    call.place(), field + ".call", call + ": " + refused.getMessage());
                        }
                    }
                }
            }
            case HookPoint.Tracepoint point -> servings.add(located(hook, field, () -> table.tracepoint(point)));
            case HookPoint.Lsm lsm -> servings.add(located(hook, field, () -> table.security(lsm.hook())));
            case HookPoint.UserFunctions functions ->
                throw new PolicyException(hook.place(), field, "uprobes are not served yet");
            case HookPoint.UserTracepoint point ->
                throw new PolicyException(hook.place(), field, "usdts are not served yet");
        }
        return servings;
    }

    private interface Choice {
        Serving make();
    }

    private static Serving located(Hook hook, String field, Choice choice) {
        try {
            return choice.make();
        } catch (Refused refused) {
            throw new PolicyException(hook.place(), field, Objects.requireNonNull(refused.getMessage()));
        }
    }

    private static Needs needs(Policy policy, Hook hook) {
        boolean denies = hook.selectors().stream()
                .flatMap(selector -> selector.actions().stream())
                .anyMatch(action -> action instanceof Action.OverrideReturn);
        OverrideMethod method = policy.options().overrideMethod().orElse(null);
        return new Needs(
                hook.returnArgument().isPresent(),
                denies,
                method == OverrideMethod.OVERRIDE_RETURN,
                method == OverrideMethod.FMOD_RET);
    }
}
