package dev.skep.security.policy.attach;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.security.policy.model.Workload;
import dev.skep.security.policy.plan.AudienceTable;
import java.util.Map;

/** Whose the processes of each control group are, where programs see which policies are for them. Safe for several threads. */
public final class KnownWorkloads implements AutoCloseable {
    private static final int MOST_GROUPS = 16_384;

    private final HashMap<Long, Counter> groups = HashMap.growing(Long.class, Counter.class, MOST_GROUPS);
    private final Map<Long, Workload> workloads = new java.util.HashMap<>();
    private AudienceTable audiences = AudienceTable.empty();

    /** None is known; creates the map. */
    public static KnownWorkloads create() {
        KnownWorkloads made = new KnownWorkloads();
        made.groups.name("policy_groups");
        made.groups.create();
        return made;
    }

    private KnownWorkloads() {}

    /** The map. */
    public HashMap<Long, Counter> groups() {
        return groups;
    }

    /** A group is known, or better than before. */
    public synchronized void known(long group, Workload workload) {
        workloads.put(group, workload);
        note(group, workload);
    }

    /** A group is gone. */
    public synchronized void ended(long group) {
        workloads.remove(group);
        groups.remove(group);
    }

    /** Notes for all groups whom policies are for from now on. */
    public synchronized void note(AudienceTable table) {
        boolean grown = table.grown();
        audiences = table;
        if (grown) {
            workloads.forEach(this::note);
        }
    }

    private void note(long group, Workload workload) {
        Counter bits = Flyweight.of(Counter.class).allocate();
        bits.value(audiences.bits(workload));
        groups.put(group, bits);
    }

    @Override
    public void close() {
        groups.close();
    }
}
