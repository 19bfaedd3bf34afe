package dev.skep.security.policy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Counter;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.Sink;
import dev.skep.events.Stage;
import dev.skep.security.policy.attach.AttachedHook;
import dev.skep.security.policy.attach.HookChange;
import dev.skep.security.policy.attach.IdleEntrances;
import dev.skep.security.policy.attach.Inheritance;
import dev.skep.security.policy.attach.Keeping;
import dev.skep.security.policy.attach.KnownPrograms;
import dev.skep.security.policy.attach.KnownWorkloads;
import dev.skep.security.policy.attach.LoadedFiles;
import dev.skep.security.policy.attach.Marking;
import dev.skep.security.policy.attach.RecordReader;
import dev.skep.security.policy.attach.RuleLoader;
import dev.skep.security.policy.attach.RuleNumbers;
import dev.skep.security.policy.attach.RuleTotals;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.keep.Kept;
import dev.skep.security.policy.keep.KeptTable;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.policy.keep.ToldLosses;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.Workload;
import dev.skep.security.policy.plan.AudienceTable;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.plan.PolicyPlanner;
import dev.skep.security.policy.plan.Tables;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessSensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    private final Sink<? super ProcessEvent> sink;
    private final PolicyPlanner planner;
    private final Shared shared;
    private final RuleNumbers numbers = new RuleNumbers();
    private final RuleTotals totals = new RuleTotals();
    private final KnownPrograms programs = new KnownPrograms();
    private final IdleEntrances idle = new IdleEntrances();
    private final RuleLoader loader;
    private final Marking marking;
    private final KnownWorkloads workloads;
    private final ToldLosses told;
    private final RecordReader reader;
    private final Succession succession;
    private final Inheritance inheritance;
    private final Optional<Keeping> keeping;
    private final Map<KernelHook, AttachedHook> attached = new LinkedHashMap<>();
    private Map<PolicyName, ActivePolicy> inForce = Map.of();
    private MarkTable marks = MarkTable.empty();
    private AudienceTable audiences = AudienceTable.empty();
    private @Nullable Baselines baselines;
    private @Nullable SocketOwners owners;
    private volatile @Nullable LoadedFiles loaded;

    private PolicySensor(
            ProcessSensor processes, Sink<? super ProcessEvent> sink, Succession succession, KernelOffer kernel) {
        this.processes = processes;
        this.sink = sink;
        this.succession = succession;
        inheritance = new Inheritance(succession);
        planner = new PolicyPlanner(kernel, Btf.vmlinux(), processes);
        shared = Shared.create(processes.program());
        workloads = KnownWorkloads.create();
        loader = new RuleLoader(shared, numbers, programs, idle, true);
        marking = Marking.attach(shared);
        keeping = succession.pins().map(pins -> new Keeping(pins, this::keepBase));
        told = ToldLosses.create(shared.events().lostCounter());
        reader = new RecordReader(processes, numbers, told, sink);
        processes.extend(reader);
    }

    /**
     * Begins without policies.
     *
     * @param processes tells who did something; closed after this
     * @param sink gets {@link dev.skep.security.policy.event.PolicyEvent}s and {@link dev.skep.security.policy.event.LoaderEvent}s; called
     *     by the process sensor's thread
     */
    public static PolicySensor start(ProcessSensor processes, Sink<? super ProcessEvent> sink) {
        return start(processes, sink, Succession.none());
    }

    /**
     * As above, after an agent that has kept its policies, or before one that is to take them over.
     *
     * @param succession closed after this, by the caller, who also ends what was kept
     */
    public static PolicySensor start(ProcessSensor processes, Sink<? super ProcessEvent> sink, Succession succession) {
        return start(processes, sink, succession, new RunningKernel());
    }

    /** As above, by those hooks alone that {@code kernel} says there are. */
    static PolicySensor start(
            ProcessSensor processes, Sink<? super ProcessEvent> sink, Succession succession, KernelOffer kernel) {
        return new PolicySensor(processes, sink, succession, kernel);
    }

    /** What all policies need. */
    private void keepBase(Pins pins) {
        pins.links(Kept.BASE + "_processes", processes.programs());
        pins.map(KeptTable.PROCESSES.pin(), shared.processes().table());
        pins.map(KeptTable.EVENTS.pin(), shared.events());
        told.keep(pins);
        pins.map(KeptTable.GROUPS.pin(), workloads.groups());
        marking.keep(pins);
    }

    /** What is asked of tables while a plan is made. */
    private final class Asked {
        private final MarkTable marks = PolicySensor.this.marks.next();
        private final AudienceTable audiences = PolicySensor.this.audiences.next();
        private @Nullable Baselines baselines;

        private Tables tables() {
            return new Tables(shared.processes(), marks, audiences, workloads.groups(), this::baselines);
        }

        private Baselines baselines() {
            Baselines known = baselines;
            if (known == null) {
                known = PolicySensor.this.baselines;
                baselines = known = known == null ? inheritance.baselines() : known;
            }
            return known;
        }

        /** Gives up a table that was made for a plan that came to nothing. */
        private void drop() {
            if (baselines != null && PolicySensor.this.baselines == null) {
                baselines.processes().close();
            }
        }

        /** Puts into force what was asked. */
        private void keep() {
            PolicySensor.this.marks = marks;
            PolicySensor.this.audiences = audiences;
            Baselines before = PolicySensor.this.baselines;
            if (before != null && baselines == null) {
                before.processes().close();
            }
            PolicySensor.this.baselines = baselines;
        }
    }

    @Override
    public synchronized void apply(List<ActivePolicy> policies) {
        Asked asked = new Asked();
        List<HookChange> changes = List.of();
        List<HookPlan> plans;
        SocketOwners known;
        Marking.Change noted = null;
        LoadedFiles files = loaded;
        try {
            plans = planner.plan(policies, asked.tables());
            known = owners == null && plans.stream().anyMatch(HookPlan::tracks) ? inheritance.owners() : owners;
            noted = marking.change(asked.marks, asked.baselines);
            changes = loader.load(changed(plans, known), known, noted.preparation());
            files = loading(policies);
            workloads.note(asked.audiences);
            noted.note();
            inheritance.marks(asked.marks, shared.processes());
            if (!plans.isEmpty()) {
                keeping.ifPresent(
                        keeper -> keeper.keep(policies, asked.marks, asked.audiences, asked.baselines, known));
            }
            for (HookChange change : changes) {
                change.attach(succession.pins());
            }
        } catch (RuntimeException | Error refused) {
            changes.forEach(HookChange::undo);
            if (noted != null) {
                noted.drop();
            }
            asked.drop();
            look(loaded, files);
            keeping.ifPresent(Keeping::back);
            throw refused;
        }
        owners = known;
        look(files, loaded);
        loaded = files;
        asked.keep();
        for (HookChange change : changes) {
            attached.put(change.hook(), change.exchange(totals));
        }
        List<KernelHook> wanted = plans.stream().map(HookPlan::hook).toList();
        attached.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().retire(totals, numbers, idle, programs);
            return true;
        });
        inForce = policies.stream()
                .collect(Collectors.toMap(policy -> policy.policy().name(), policy -> policy, (a, b) -> b));
        totals.forget(key -> !inForce.containsKey(key.policy()));
        keeping.ifPresent(keeper -> keeper.kept(!attached.isEmpty()));
    }

    /** Those whose rules are not in force. */
    private List<RuleLoader.Wanted> changed(List<HookPlan> plans, @Nullable SocketOwners known) {
        List<RuleLoader.Wanted> changed = new ArrayList<>();
        for (HookPlan plan : plans) {
            AttachedHook hook = attached.get(plan.hook());
            if (hook == null || !hook.serves(plan, known)) {
                changed.add(new RuleLoader.Wanted(hook, plan));
            }
        }
        return changed;
    }

    @Override
    public boolean isReadyToSucceed() {
        return inheritance.isCovered(workloads);
    }

    /** What tells of files that are mapped; null if no policy asks for that. */
    private @Nullable LoadedFiles loading(List<ActivePolicy> policies) {
        Optional<Policy> first = policies.stream()
                .filter(PolicySensor::loads)
                .map(ActivePolicy::policy)
                .findFirst();
        if (first.isEmpty()) {
            return null;
        }
        try {
            return loaded == null ? LoadedFiles.open(processes, sink) : loaded;
        } catch (Refused refused) {
            throw new PolicyException(first.get().place(), "spec.loader", Objects.requireNonNull(refused.getMessage()));
        }
    }

    private static boolean loads(ActivePolicy policy) {
        return policy.enabled() && policy.policy().loader();
    }

    /** Looks there from now on, and gives up what was there before. */
    private void look(@Nullable LoadedFiles files, @Nullable LoadedFiles before) {
        reader.look(files);
        if (before != null && !before.equals(files)) {
            before.close();
        }
    }

    @Override
    public void known(long cgroupId, Workload workload) {
        workloads.known(cgroupId, workload);
    }

    @Override
    public void ended(long cgroupId) {
        workloads.ended(cgroupId);
    }

    @Override
    public synchronized Optional<PolicyFigures> figures(PolicyName name) {
        ActivePolicy policy = inForce.get(name);
        if (policy == null) {
            return Optional.empty();
        }
        long loaders = inForce.values().stream().filter(PolicySensor::loads).count();
        return Optional.of(new FiguresReader(totals, List.copyOf(attached.values()), loaded, loaders).read(policy));
    }

    @Override
    public List<Loss> losses() {
        LoadedFiles files = loaded;
        return List.of(
                new Loss(Stage.RING, "mapped files", files == null ? 0 : files.lost()),
                new Loss(
                        Stage.RING,
                        "memory for records of policies",
                        shared.unsent().sum(0, Counter::value)),
                new Loss(Stage.RECORD, "records of policies", reader.damaged()),
                new Loss(Stage.RING, "events while no agent ran", succession.unread()));
    }

    /** Detaches all policies that are not kept. */
    @Override
    public synchronized void close() {
        attached.values().forEach(hook -> hook.close(idle, programs));
        attached.clear();
        idle.close();
        programs.close();
        processes.extend(null);
        told.close();
        look(null, loaded);
        marking.close();
        workloads.close();
        if (owners != null) {
            owners.sockets().close();
        }
        if (baselines != null) {
            baselines.processes().close();
        }
        shared.close();
    }
}
