package dev.skep.security.policy.attach;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.security.policy.model.Workload;
import dev.skep.security.policy.plan.AudienceTable;
import java.nio.file.Path;
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

    /** The map that another agent pinned, to look at. */
    static KnownWorkloads open(Path pin) {
        KnownWorkloads made = new KnownWorkloads();
        made.groups.open(pin);
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

    /**
     * Whether a group is known here to be whom it was for another agent; audiences that nobody asks for here do not count.
     *
     * @param bits what the other noted of it
     * @param audiences which bit stood for whom there
     */
    synchronized boolean has(long group, long bits, Map<String, Integer> audiences) {
        Counter known = groups.get(group);
        long here = known == null ? 0 : known.value();
        for (Map.Entry<String, Integer> audience : audiences.entrySet()) {
            Integer bit = this.audiences.words().get(audience.getKey());
            if (bit != null && ((bits >>> audience.getValue()) & 1) != 0 && ((here >>> bit) & 1) == 0) {
                return false;
            }
        }
        return true;
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
