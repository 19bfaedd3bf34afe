package dev.skep.security.policy;

import dev.skep.bpf.btf.Btf;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.Sink;
import dev.skep.security.policy.attach.AttachedHook;
import dev.skep.security.policy.attach.Marking;
import dev.skep.security.policy.attach.RecordReader;
import dev.skep.security.policy.attach.RuleNumbers;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.plan.PolicyPlanner;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.process.ProcessSensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Policies in the kernel: all of one hook in one program.
 *
 * <p>A change loads the programs of all hooks first; only when every one of them is there are they exchanged, each by one write, so no event is
 * lost and none is seen twice. A policy that cannot be served, or that the kernel refuses, changes nothing.
 *
 * <p>Its records travel in the ring of the process sensor, whose thread calls the sink.
 */
public final class PolicySensor implements PolicyEngine, LossSource {
    private final ProcessSensor processes;
    private final PolicyPlanner planner;
    private final Shared shared;
    private final RuleNumbers numbers = new RuleNumbers();
    private final Marking marking;
    private MarkTable marks = MarkTable.empty();
    private int hookNumbers = 1;
    private final Map<KernelHook, AttachedHook> attached = new LinkedHashMap<>();

    private PolicySensor(ProcessSensor processes, Sink<? super PolicyEvent> sink) {
        this.processes = processes;
        planner = new PolicyPlanner(
                new RunningKernel(),
                Btf.vmlinux(),
                processes,
                processes.program().processes());
        shared = Shared.create(processes.program());
        marking = Marking.attach(shared);
        processes.extend(new RecordReader(processes, numbers, sink));
    }

    /**
     * Begins without policies.
     *
     * @param processes tells who did something; closed after this
     * @param sink called by the process sensor's thread
     */
    public static PolicySensor start(ProcessSensor processes, Sink<? super PolicyEvent> sink) {
        return new PolicySensor(processes, sink);
    }

    @Override
    public synchronized void apply(List<ActivePolicy> policies) {
        MarkTable asked = marks.next();
        List<HookPlan> plans = planner.plan(policies, asked);
        List<AttachedHook.Change> changes = new ArrayList<>();
        try {
            for (HookPlan plan : plans) {
                AttachedHook hook = attached.get(plan.hook());
                changes.add(AttachedHook.load(hook, plan, hookNumbers++, shared, numbers));
            }
            marking.note(asked);
            for (AttachedHook.Change change : changes) {
                change.attach();
            }
        } catch (RuntimeException | Error refused) {
            changes.forEach(AttachedHook.Change::undo);
            throw refused;
        }
        marks = asked;
        for (AttachedHook.Change change : changes) {
            attached.put(change.hook(), change.exchange());
        }
        List<KernelHook> wanted = plans.stream().map(HookPlan::hook).toList();
        attached.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().close();
            return true;
        });
    }

    @Override
    public Optional<PolicyFigures> figures(PolicyName policy) {
        return Optional.empty();
    }

    @Override
    public List<Loss> losses() {
        return List.of();
    }

    /** Detaches all policies. */
    @Override
    public synchronized void close() {
        attached.values().forEach(AttachedHook::close);
        attached.clear();
        processes.extend(null);
        marking.close();
        shared.close();
    }
}
