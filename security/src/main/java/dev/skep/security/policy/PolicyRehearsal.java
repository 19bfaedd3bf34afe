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
import dev.skep.security.policy.read.PolicyReader;
import dev.skep.security.process.EventRate;
import dev.skep.security.process.ProcessDetail;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorMemory;
import dev.skep.security.process.program.ProcessProgram;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What it takes to put a policy into force, with nothing attached: for those who show the JVM once what a first policy needs. Where this
 * process lacks a right or the kernel a hook, the rest still counts.
 */
public final class PolicyRehearsal {
    private static final String HOOK = "syscalls/sys_enter_openat";

    /** System calls with the name of a file, and with a descriptor: most policies are on such. */
    private static final List<String> NAMED = List.of("openat", "mkdirat", "unlinkat", "fchmodat");

    private static final List<String> NUMBERED = List.of("fchdir", "ftruncate", "fchown", "lseek");

    /** Hardly ever met, and its condition never: it may be attached. */
    private static final String QUIET = """
            apiVersion: cilium.io/v1alpha1
            kind: TracingPolicy
            metadata: { name: rehearsal }
            spec:
              tracepoints:
              - subsystem: oom
                event: oom_score_adj_update
                args: [ { index: 4, type: int32 } ]
                selectors: [ { matchArgs: [ { index: 4, operator: Equal, values: [ "-1" ] } ] } ]
            """;

    /** What only policies in force need. */
    private static final List<Class<?>> LATER = List.of(
            PolicySensor.class,
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
        try {
            for (Policy policy : policies()) {
                PolicyExplanation _ = PolicyExplanation.of(policy);
            }
            ProcessProgram sensor =
                    new ProcessProgram(ProcessDetail.STANDARD, SensorMemory.STANDARD, EventRate.UNLIMITED);
            for (HookPlan plan : plans(new Explainer.Nobody(), Shared.described(sensor), groups())) {
                List<RuleReader> _ = RuleReader.of(plan);
            }
            compile(Programs.of(new KernelHook.Tracepoint(HOOK), new Dispatch(ProgramArray.of(1)), 0));
            compile(marking());
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
        try (Shared shared = Shared.create(sensor.program());
                HashMap<Long, Counter> groups = groups()) {
            groups.create();
            for (int i = 0; i < READINGS && !enough.getAsBoolean(); i++) {
                List<Policy> _ = policies();
            }
            if (enough.getAsBoolean()) {
                return false;
            }
            AttachRehearsal.load(plans(sensor, shared, groups), shared, enough);
            return !enough.getAsBoolean();
        } catch (KernelException | CompileException | PolicyException notHere) {
            return false;
        }
    }

    /**
     * Does all that a policy takes, with one that nothing matches. No other policies may be in force beside it.
     *
     * @param enough asked after each step: the others are left out then
     * @return whether it could be put into force
     */
    public static boolean attach(ProcessSensor sensor, BooleanSupplier enough) {
        List<ActivePolicy> quiet = active(read(QUIET));
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

    private static List<HookPlan> plans(ProcessTable processes, Shared shared, HashMap<Long, Counter> groups) {
        Tables tables = new Tables(shared.processes(), MarkTable.empty(), AudienceTable.empty(), groups, () -> {
            throw new IllegalStateException("no rule asks what has changed");
        });
        return new PolicyPlanner(new RunningKernel(), Btf.vmlinux(), processes).plan(active(policies()), tables);
    }

    private static List<ActivePolicy> active(List<Policy> policies) {
        return policies.stream()
                .map(policy -> new ActivePolicy(policy, PolicyMode.ENFORCE, true))
                .toList();
    }

    private static List<Policy> policies() {
        StringBuilder text = new StringBuilder("""
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: { name: rehearsal }
                spec:
                  tracepoints:
                  - subsystem: raw_syscalls
                    event: sys_enter
                    raw: true
                    args: [ { index: 1, type: int64 } ]
                  kprobes:
                """);
        NAMED.forEach(call -> text.append(hook(call, 1, "string", "Prefix", "/etc/", "Sigkill")));
        NUMBERED.forEach(call -> text.append(hook(call, 0, "int", "Equal", "-1", "Signal, argSig: 9")));
        return read(text.toString());
    }

    private static String hook(String call, int index, String type, String operator, String value, String action) {
        return """
                  - call: sys_%1$s
                    syscall: true
                    args: [ { index: %2$d, type: %3$s } ]
                    selectors:
                    - matchArgs: [ { index: %2$d, operator: %4$s, values: [ "%5$s" ] } ]
                      matchActions: [ { action: %6$s } ]
                """.formatted(call, index, type, operator, value, action);
    }

    private static List<Policy> read(String text) {
        return new PolicyReader().read("rehearsal", text).policies();
    }

    private static void compile(Object program) {
        List<CompiledProgram> _ = Kernel.compile(program);
    }
}
