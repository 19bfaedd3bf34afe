package dev.skep.security.policy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.security.policy.PolicyExplanation.HookExplanation;
import dev.skep.security.policy.PolicyExplanation.ProgramSize;
import dev.skep.security.policy.PolicyExplanation.ServedBy;
import dev.skep.security.policy.attach.LoadedFiles;
import dev.skep.security.policy.attach.Programs;
import dev.skep.security.policy.hook.Moment;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.hook.Serving.Denial;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.plan.AudienceTable;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.plan.PolicyPlanner;
import dev.skep.security.policy.plan.Tables;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.Tally;
import dev.skep.security.policy.program.TextStep;
import dev.skep.security.process.EventRate;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessDetail;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorMemory;
import dev.skep.security.process.program.ProcessProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Plans and compiles a policy, hook by hook, and says what came of it. Its maps are only described: nothing is loaded. */
final class Explainer {
    private final PolicyPlanner planner;
    private final Shared shared;

    private Explainer(PolicyPlanner planner, Shared shared) {
        this.planner = planner;
        this.shared = shared;
    }

    static Explainer ofRunningKernel() {
        return new Explainer(
                new PolicyPlanner(new RunningKernel(), Btf.vmlinux(), new Nobody()),
                Shared.described(
                        new ProcessProgram(ProcessDetail.STANDARD, SensorMemory.STANDARD, EventRate.UNLIMITED)));
    }

    /** No process is known; of the host's first ones the namespaces are read from /proc. */
    static final class Nobody implements ProcessTable {
        @Override
        public Optional<Process> running(int pid) {
            return Optional.empty();
        }

        @Override
        public Optional<Process> find(ExecId id) {
            return Optional.empty();
        }

        @Override
        public List<Process> running() {
            return List.of();
        }
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
            } catch (CompileException refused) {
                problems.add(new PolicyProblem(
                        hook.place(), hook.point().section(), "no program can be made of it: " + refused.getMessage()));
            }
            hooks.add(new HookExplanation(
                    hook.point().section(), hook.index(), hook.point().description(), servings, problems));
        }
        return new PolicyExplanation(hooks, problems(policy));
    }

    private List<PolicyProblem> problems(Policy policy) {
        try {
            List<HookPlan> _ = plan(only(policy, List.of(), policy.loader()));
            if (policy.loader()) {
                LoadedFiles.ask();
            }
            return List.of();
        } catch (Refused refused) {
            return List.of(
                    new PolicyProblem(policy.place(), "spec.loader", Objects.requireNonNull(refused.getMessage())));
        } catch (PolicyException refused) {
            return refused.problems();
        }
    }

    private static Policy only(Policy policy, List<Hook> hooks, boolean loader) {
        return new Policy(
                policy.name(),
                hooks,
                loader,
                policy.enforcers(),
                policy.options(),
                policy.workloads(),
                policy.nodes(),
                policy.place());
    }

    private List<HookPlan> plan(Policy policy) {
        HashMap<Long, Counter> groups = HashMap.of(Long.class, Counter.class, 1);
        groups.name("policy_groups");
        Tables tables = new Tables(
                shared.processes(),
                MarkTable.empty().next(),
                AudienceTable.empty().next(),
                groups,
                Baselines::described);
        PolicyMode mode = policy.options().mode().orElse(PolicyMode.ENFORCE);
        return planner.plan(List.of(new ActivePolicy(policy, mode, true)), tables);
    }

    private List<ServedBy> explain(Policy policy, Hook hook) {
        List<HookPlan> plans = plan(only(policy, List.of(hook), false));
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
        HookPlan.Generation generation =
                new HookPlan.Generation(1, 0, Tally.described(1), plan.tracks() ? SocketOwners.described() : null);
        HookCode code = plan.code(generation, shared);
        CompiledProgram compiled =
                Kernel.compile(Programs.of(plan.hook(), code, 0)).getFirst();
        List<String> tests = new ArrayList<>();
        code.steps().forEach(step -> tests.add(step.toString()));
        code.texts().stream().filter(TextStep::tests).forEach(step -> tests.add(step.toString()));
        return new ServedBy(
                plan.hook().toString(),
                serving.reason(),
                serving.difference(),
                prevention(serving),
                plan.hashHook().isPresent()
                        ? Optional.empty()
                        : plan.returnHook().map(Object::toString),
                tests,
                new ProgramSize(
                        compiled.instructionCount(),
                        compiled.stackBytes(),
                        compiled.mapNames(),
                        HookCode.HEADER + code.fixedBytes()));
    }

    private static String prevention(Serving serving) {
        if (serving.denial() != Denial.NONE) {
            return "the operation can be denied here";
        }
        if (!serving.hook().isOfWhoRuns()) {
            return "nothing can be denied, and nobody killed: who runs there need not have done it";
        }
        return serving.moment() == Moment.BEFORE
                ? "nothing can be denied; who is killed here has not done it yet"
                : "nothing can be denied; who is killed here may have done it already";
    }
}
