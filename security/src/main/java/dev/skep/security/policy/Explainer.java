package dev.skep.security.policy;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.security.policy.PolicyExplanation.HookExplanation;
import dev.skep.security.policy.PolicyExplanation.ProgramSize;
import dev.skep.security.policy.PolicyExplanation.ServedBy;
import dev.skep.security.policy.attach.Programs;
import dev.skep.security.policy.hook.Moment;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.plan.AudienceTable;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.plan.PolicyPlanner;
import dev.skep.security.policy.plan.Tables;
import dev.skep.security.policy.program.ActionCounts;
import dev.skep.security.policy.program.Baseline;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.TextStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans and compiles a policy, hook by hook, and says what came of it. Loads nothing. */
final class Explainer {
    private final PolicyPlanner planner;
    private final Shared shared;

    Explainer(PolicyPlanner planner, Shared shared) {
        this.planner = planner;
        this.shared = shared;
    }

    PolicyExplanation explain(Policy policy) {
        List<HookExplanation> hooks = new ArrayList<>();
        for (Hook hook : policy.hooks()) {
            List<ServedBy> servings = new ArrayList<>();
            List<PolicyProblem> problems = new ArrayList<>();
            try {
                servings.addAll(explain(policy, hook));
            } catch (PolicyException refused) {
                problems.addAll(refused.problems());
            }
            hooks.add(new HookExplanation(
                    hook.point().section(), hook.index(), hook.point().description(), servings, problems));
        }
        return new PolicyExplanation(hooks);
    }

    private List<ServedBy> explain(Policy policy, Hook hook) {
        Policy alone = new Policy(
                policy.name(),
                List.of(hook),
                false,
                policy.enforcers(),
                policy.options(),
                policy.workloads(),
                policy.nodes(),
                policy.place());
        // Descriptions of maps, which nobody creates.
        Tables tables = new Tables(
                shared.processes(),
                MarkTable.empty().next(),
                AudienceTable.empty().next(),
                dev.skep.bpf.map.HashMap.of(Long.class, dev.skep.bpf.memory.Counter.class, 1),
                () -> new Baselines(dev.skep.bpf.map.HashMap.of(Integer.class, Baseline.class, 1)));
        List<HookPlan> plans = planner.plan(List.of(new ActivePolicy(alone, PolicyMode.ENFORCE, true)), tables);
        List<Serving> servings = planner.servings(policy, hook);
        List<ServedBy> served = new ArrayList<>();
        for (HookPlan plan : plans) {
            servings.stream()
                    .filter(serving -> serving.hook().equals(plan.hook()))
                    .findFirst()
                    .ifPresent(serving -> served.add(explain(plan, serving)));
        }
        return served;
    }

    private ServedBy explain(HookPlan plan, Serving serving) {
        SocketOwners owners = plan.tracks()
                ? new SocketOwners(dev.skep.bpf.map.HashMap.of(Long.class, SocketOwners.Owner.class, 1))
                : null;
        HookPlan.Generation generation =
                new HookPlan.Generation(1, 1, 0, PerCpuArray.of(ActionCounts.class, 1), owners);
        HookCode code = plan.code(generation, shared);
        CompiledProgram compiled =
                Kernel.compile(Programs.of(plan.hook(), code)).getFirst();
        List<String> tests = new ArrayList<>();
        code.steps().forEach(step -> tests.add(step.toString()));
        code.texts().stream().filter(TextStep::tests).forEach(step -> tests.add(step.toString()));
        return new ServedBy(
                plan.hook().toString(),
                serving.reason(),
                serving.difference(),
                prevention(serving),
                plan.returnHook().map(Object::toString),
                tests,
                new ProgramSize(
                        compiled.instructionCount(),
                        compiled.stackBytes(),
                        maps(code),
                        HookCode.HEADER + code.fixedBytes()));
    }

    private static List<String> maps(HookCode code) {
        List<String> maps = new ArrayList<>(List.of("processes", "process_events", "policy_counts"));
        if (code.needsMemory()) {
            maps.add("scratch");
        }
        return maps;
    }

    private static String prevention(Serving serving) {
        Optional<String> denies = switch (serving.denial()) {
            case NONE -> Optional.empty();
            case RESULT, OVERRIDE_RETURN, CGROUP -> Optional.of("the operation can be denied here");
        };
        return denies.orElse(
                serving.moment() == Moment.BEFORE
                        ? "who is killed here has not done it yet"
                        : "who is killed here may have done it already");
    }
}
