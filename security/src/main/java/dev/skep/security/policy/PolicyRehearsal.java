package dev.skep.security.policy;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.security.policy.attach.AttachRehearsal;
import dev.skep.security.policy.attach.Programs;
import dev.skep.security.policy.event.PolicyReference;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.Workload;
import dev.skep.security.policy.plan.AudienceTable;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.plan.PolicyPlanner;
import dev.skep.security.policy.plan.RuleKey;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.plan.Tables;
import dev.skep.security.policy.program.Dispatch;
import dev.skep.security.policy.program.Limiting;
import dev.skep.security.policy.program.MarkingProgram;
import dev.skep.security.policy.program.NoRules;
import dev.skep.security.policy.program.ReturnDispatch;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.process.EventRate;
import dev.skep.security.process.ProcessDetail;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorMemory;
import dev.skep.security.process.program.ProcessProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What it takes to put a policy into force, with nothing attached: for those who show the JVM once what a first policy needs. Where this
 * process lacks a right or the kernel a hook, the rest still counts.
 */
public final class PolicyRehearsal {
    private static final String HOOK = "sched_process_exec";

    /** What only policies in force need. */
    private static final List<Class<?>> LATER = List.of(
            PolicySensor.class,
            FiguresReader.class,
            RuleKey.class,
            PolicyReference.class,
            Limiting.class,
            NoRules.class,
            ReturnDispatch.class);

    /** How often more a policy is read than planned: that is done by much code, which each policy runs seldom. */
    private static final int READINGS = 10;

    /** Fewer than most hosts have. */
    private static final int GROUPS = 32;

    private PolicyRehearsal() {}

    /** Finds out what takes the kernel long to tell, and stays the same until it ends. */
    public static void learn() {
        RunningKernel.learn();
    }

    /** Reads, plans and compiles, without rights. */
    public static void run() {
        AttachRehearsal.prepare(LATER);
        RehearsedPolicies.usual().forEach(PolicyRehearsal::explain);
        for (int which = 0; which < others(); which++) {
            RehearsedPolicies.other(which).forEach(PolicyRehearsal::explain);
        }
        try {
            ProcessProgram sensor =
                    new ProcessProgram(ProcessDetail.STANDARD, SensorMemory.STANDARD, EventRate.UNLIMITED);
            for (HookPlan plan :
                    plans(RehearsedPolicies.usual(), new Explainer.Nobody(), Shared.described(sensor), groups())) {
                List<RuleReader> _ = RuleReader.of(plan);
            }
            compile(Programs.of(new KernelHook.TypedTracepoint(HOOK), new Dispatch(ProgramArray.of(1)), 0));
            compile(AttachRehearsal.entranceOfCalls());
            compile(marking());
        } catch (KernelException | CompileException | PolicyException notHere) {
            return;
        }
    }

    private static void explain(Policy policy) {
        try {
            PolicyExplanation _ = PolicyExplanation.of(policy);
        } catch (KernelException | CompileException | PolicyException notHere) {
            return;
        }
    }

    /**
     * Reads, plans and compiles, and loads the programs beside those of a sensor, attached nowhere, so that nothing is seen.
     *
     * @param enough asked after each small step: the others are left out then
     * @return whether all could be loaded
     */
    public static boolean run(ProcessSensor sensor, BooleanSupplier enough) {
        for (int i = 0; i < READINGS && !enough.getAsBoolean(); i++) {
            List<Policy> _ = RehearsedPolicies.usual();
        }
        return !enough.getAsBoolean() && load(RehearsedPolicies.usual(), sensor, enough);
    }

    private static boolean load(List<Policy> policies, ProcessSensor sensor, BooleanSupplier enough) {
        try (Shared shared = Shared.create(sensor.program());
                HashMap<Long, Counter> groups = groups()) {
            groups.create();
            AttachRehearsal.load(plans(policies, sensor, shared, groups), shared, enough);
            return !enough.getAsBoolean();
        } catch (KernelException | CompileException | PolicyException notHere) {
            return false;
        }
    }

    /** How many there are for {@link #run(ProcessSensor, int, BooleanSupplier)}. */
    public static int others() {
        return RehearsedPolicies.others();
    }

    /**
     * Reads, plans and compiles one that is less usual, and the next, and loads their programs beside those of a sensor, attached nowhere:
     * both at once, since what compiles programs at the same time keeps apart what it has read. Others may be in force meanwhile.
     *
     * @param which the number of the first, from 0
     * @param enough asked after each small step: the others are left out then
     * @return whether all could be loaded
     */
    public static boolean run(ProcessSensor sensor, int which, BooleanSupplier enough) {
        List<Policy> both = new ArrayList<>(RehearsedPolicies.other(which));
        both.addAll(RehearsedPolicies.other((which + 1) % others()));
        return load(both, sensor, enough);
    }

    /**
     * Does all that a policy takes, with one that nothing matches. No other policies may be in force beside it.
     *
     * @param enough asked after each step: the others are left out then
     * @return whether it could be put into force
     */
    public static boolean attach(ProcessSensor sensor, BooleanSupplier enough) {
        List<ActivePolicy> quiet = active(RehearsedPolicies.quiet());
        if (enough.getAsBoolean()) {
            return false;
        }
        try (PolicySensor policies = PolicySensor.start(sensor, event -> {})) {
            if (enough.getAsBoolean()) {
                return false;
            }
            for (int group = 0; group < GROUPS; group++) {
                policies.known(group, Workload.HOST);
            }
            policies.apply(quiet);
            quiet.forEach(policy -> policies.figures(policy.policy().name()));
            policies.apply(List.of());
            return true;
        } catch (KernelException | CompileException | PolicyException notHere) {
            return false;
        }
    }

    private static HashMap<Long, Counter> groups() {
        return HashMap.growing(Long.class, Counter.class, 1);
    }

    private static MarkingProgram marking() {
        return new MarkingProgram(ProgramArray.of(1), ProgramArray.of(1), ProgramArray.of(1));
    }

    private static List<HookPlan> plans(
            List<Policy> policies, ProcessTable processes, Shared shared, HashMap<Long, Counter> groups) {
        Tables tables = new Tables(shared.processes(), MarkTable.empty(), AudienceTable.empty(), groups, () -> {
            throw new IllegalStateException("no rule asks what has changed");
        });
        return new PolicyPlanner(new RunningKernel(), Btf.vmlinux(), processes).plan(active(policies), tables);
    }

    private static List<ActivePolicy> active(List<Policy> policies) {
        return policies.stream()
                .map(policy -> new ActivePolicy(policy, PolicyMode.ENFORCE, true))
                .toList();
    }

    private static void compile(Object program) {
        List<CompiledProgram> _ = Kernel.compile(program);
    }
}
