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
import dev.skep.security.policy.hook.UserHooks;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentSource;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.Enforcer;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyOptions.OverrideMethod;
import dev.skep.security.policy.program.UserWrite;
import dev.skep.security.process.ProcessTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plans the programs of all hooks that policies need. */
public final class PolicyPlanner {
    private final HookTable table;
    private final KernelOffer kernel;
    private final UserHooks userHooks;
    private final KernelTypes types;
    private final HostNamespaces host;

    /**
     * For a kernel.
     *
     * @param kernel what it offers
     * @param types its types
     * @param processes its processes
     */
    public PolicyPlanner(KernelOffer kernel, Btf types, ProcessTable processes) {
        this.kernel = kernel;
        table = new HookTable(kernel);
        userHooks = new UserHooks(kernel);
        this.types = new KernelTypes(types);
        host = new HostNamespaces(processes);
    }

    /**
     * A program for each hook of the kernel that they need.
     *
     * @param tables what programs look up
     * @throws PolicyException if one of them cannot be served
     */
    public List<HookPlan> plan(List<ActivePolicy> policies, Tables tables) {
        Map<KernelHook, List<RulePlan>> rules = new LinkedHashMap<>();
        Set<KernelHook> enforcing = new HashSet<>();
        for (ActivePolicy policy : policies) {
            if (policy.enabled()) {
                checkLoader(policy.policy());
                Optional<List<KernelHook>> enforcers = enforcers(policy);
                SelectorPlanner selectors = new SelectorPlanner(kernel, types, host, tables, enforcers.isPresent());
                for (Hook hook : policy.policy().hooks()) {
                    plan(policy, hook, selectors, rules);
                }
                for (KernelHook hook : enforcers.orElse(List.of())) {
                    enforcing.add(hook);
                    rules.computeIfAbsent(hook, h -> new ArrayList<>());
                }
            }
        }
        List<HookPlan> plans = new ArrayList<>();
        rules.forEach((hook, all) -> {
            checkReturns(all);
            plans.add(new HookPlan(hook, all, enforcing.contains(hook)));
        });
        return plans;
    }

    /** The kernel looks for the return address of a function where its stack is after the programs at its entry. */
    private static void checkReturns(List<RulePlan> rules) {
        if (rules.stream().anyMatch(RulePlan::waits)) {
            for (RulePlan rule : rules) {
                if (rule.actions().writes().stream().anyMatch(UserWrite::isLast)) {
                    throw new PolicyException(
                            rule.origin().hook().place(),
                            "spec." + rule.origin().hook().point().section() + "["
                                    + rule.origin().hook().index() + "]",
                            "registers are written at " + rule.serving().hook()
                                    + ", whose return another policy or hook waits for");
                }
            }
        }
    }

    /** Files that are mapped are told of by the kernel itself, for all processes. */
    private static void checkLoader(Policy policy) {
        if (policy.loader() && policy.restrictsWorkloads()) {
            throw new PolicyException(
                    policy.place(),
                    "spec.loader",
                    "files that are mapped are told of for all processes, not for some workloads; an lsmhook mmap_file tells of"
                            + " those of a workload");
        }
    }

    private void plan(
            ActivePolicy policy, Hook hook, SelectorPlanner selectors, Map<KernelHook, List<RulePlan>> planned) {
        List<RulePlan> all = new ArrayList<>();
        Map<Object, List<RulePlan>> alike = new HashMap<>();
        for (Serving serving : servings(policy.policy(), hook)) {
            List<RulePlan> rules =
                    alike.computeIfAbsent(serving.likeness(), likeness -> rules(policy, hook, selectors, serving));
            rules.forEach(rule -> all.add(rule.at(serving)));
        }
        // One that matches nowhere stays, for its figures.
        Set<Integer> matching = all.stream()
                .filter(rule -> !rule.neverMatches())
                .map(rule -> rule.origin().selector())
                .collect(Collectors.toSet());
        for (RulePlan rule : all) {
            if (!rule.neverMatches() || !matching.contains(rule.origin().selector())) {
                planned.computeIfAbsent(rule.serving().hook(), h -> new ArrayList<>())
                        .add(rule);
            }
        }
    }

    /** One for each selector. */
    private static List<RulePlan> rules(ActivePolicy policy, Hook hook, SelectorPlanner selectors, Serving serving) {
        List<RulePlan> rules = new ArrayList<>();
        for (int i = 0; i < Math.max(1, hook.selectors().size()); i++) {
            rules.add(selectors.plan(new RuleOrigin(policy, hook, i), serving));
        }
        return rules;
    }

    /** Hooks at which what rules want of the enforcer is done; empty if the kernel has none for one of its calls, or nobody asks. */
    private Optional<List<KernelHook>> enforcers(ActivePolicy policy) {
        boolean asked = policy.policy().hooks().stream()
                .flatMap(hook -> hook.selectors().stream())
                .flatMap(selector -> selector.actions().stream())
                .anyMatch(Action.NotifyEnforcer.class::isInstance);
        if (!asked || policy.mode() != PolicyMode.ENFORCE) {
            return asked ? Optional.of(List.of()) : Optional.empty();
        }
        List<KernelHook> hooks = new ArrayList<>();
        for (Enforcer enforcer : policy.policy().enforcers()) {
            for (Call call : enforcer.calls()) {
                Optional<KernelHook> hook = table.enforcer(call);
                if (hook.isEmpty()) {
                    return Optional.empty();
                }
                hooks.add(hook.get());
            }
        }
        return hooks.isEmpty() ? Optional.empty() : Optional.of(hooks);
    }

    /** What serves a hook of a policy. */
    public List<Serving> servings(Policy policy, Hook hook) {
        Needs needs = needs(policy, hook);
        String field = "spec." + hook.point().section() + "[" + hook.index() + "]";
        List<Serving> servings = new ArrayList<>();
        switch (hook.point()) {
            case HookPoint.Functions functions -> {
                for (Call call : calls(functions, field)) {
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
            case HookPoint.Tracepoint point ->
                servings.add(located(hook, field, () -> table.tracepoint(point, needs.arguments())));
            case HookPoint.Lsm lsm ->
                servings.addAll(located(
                        hook,
                        field,
                        () -> tellsHashes(hook) ? table.securityWithHash(lsm.hook()) : table.security(lsm.hook())));
            case HookPoint.UserFunctions functions -> servings.addAll(userFunctions(functions, hook, field));
            case HookPoint.UserTracepoint point -> servings.add(located(hook, field, () -> userHooks.probe(point)));
        }
        return servings;
    }

    private static boolean tellsHashes(Hook hook) {
        return hook.selectors().stream()
                .flatMap(selector -> selector.actions().stream())
                .anyMatch(action -> action instanceof Action.Post post && post.imageHash());
    }

    /** The calls, with functions that match a pattern in its place. */
    private List<Call> calls(HookPoint.Functions functions, String field) {
        List<Call> calls = new ArrayList<>();
        for (Call call : functions.calls()) {
            if (call instanceof Call.FunctionsLike like) {
                try {
                    calls.addAll(table.functionsLike(like));
                } catch (Refused refused) {
                    throw new PolicyException(
                            like.place(), field + ".call", Objects.requireNonNull(refused.getMessage()));
                }
            } else {
                calls.add(call);
            }
        }
        return calls;
    }

    private List<Serving> userFunctions(HookPoint.UserFunctions functions, Hook hook, String field) {
        return located(hook, field, () -> {
            if (userHooks.isMeant(functions)) {
                return userHooks.functions(functions, hook.returnArgument().isPresent());
            }
            if (hook.ignore().digestVerificationFailure()) {
                return List.of();
            }
            throw Refused.because(functions.path() + " is none of the binaries that binaryDigests means");
        });
    }

    private interface Choice<T> {
        T make();
    }

    private static <T> T located(Hook hook, String field, Choice<T> choice) {
        try {
            return choice.make();
        } catch (Refused refused) {
            throw new PolicyException(hook.place(), field, Objects.requireNonNull(refused.getMessage()));
        }
    }

    private static Needs needs(Policy policy, Hook hook) {
        List<Action> actions = hook.selectors().stream()
                .flatMap(selector -> selector.actions().stream())
                .toList();
        OverrideMethod method = policy.options().overrideMethod().orElse(null);
        return new Needs(
                hook.returnArgument().isPresent(),
                actions.stream().anyMatch(Action.OverrideReturn.class::isInstance),
                actions.stream().anyMatch(Action.Sigkill.class::isInstance),
                method == OverrideMethod.OVERRIDE_RETURN,
                method == OverrideMethod.FMOD_RET,
                hook.arguments().stream()
                        .flatMapToInt(PolicyPlanner::read)
                        .boxed()
                        .collect(Collectors.toSet()));
    }

    /** The arguments of what is named that one of a policy reads. */
    private static IntStream read(Argument argument) {
        return argument.source() == ArgumentSource.ARGUMENT
                ? IntStream.concat(IntStream.of(argument.index()), argument.sizeArgument().stream())
                : IntStream.empty();
    }
}
