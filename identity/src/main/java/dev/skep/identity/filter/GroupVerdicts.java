package dev.skep.identity.filter;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;

/**
 * What is decided of each control group, where programs in the kernel see it. A group that nothing is decided of passes: it is new, and
 * whoever reads the events decides when its identity is known, so nothing of it is missed.
 */
public final class GroupVerdicts implements AutoCloseable {
    private static final int MOST_GROUPS = 65_536;
    private static final long WANTED = 1;
    private static final long UNWANTED = 2;

    private final HashMap<Long, Counter> verdicts = HashMap.of(Long.class, Counter.class, MOST_GROUPS);

    /** Creates the map. */
    public static GroupVerdicts create() {
        GroupVerdicts made = new GroupVerdicts();
        made.verdicts.name("group_verdicts");
        made.verdicts.create();
        return made;
    }

    private GroupVerdicts() {}

    /** Whether events of the group are to be sent. Kernel only. */
    public boolean passes(long group) {
        Counter verdict = verdicts.get(group);
        return verdict == null || verdict.value() == WANTED;
    }

    /** Decides. */
    void decide(long group, boolean wanted) {
        Counter verdict = Flyweight.of(Counter.class).allocate();
        verdict.value(wanted ? WANTED : UNWANTED);
        verdicts.put(group, verdict);
    }

    /** Forgets a group that is gone. */
    void forget(long group) {
        verdicts.remove(group);
    }

    /** How many groups something is decided of. */
    public int size() {
        return verdicts.size();
    }

    @Override
    public void close() {
        verdicts.close();
    }
}
