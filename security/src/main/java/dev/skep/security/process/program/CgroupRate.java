package dev.skep.security.process.program;

import dev.skep.bpf.map.LruPerCpuHashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.process.EventRate;
import java.util.List;

/**
 * Keeps control groups from telling of more than so many events, on each processor.
 *
 * <p>The rate is that of a window as long as the interval, which ends now: the events of the current interval, and of the one before as many as
 * its part in the window.
 */
public final class CgroupRate {
    /** Groups that are kept account of; the one that had no event for longest makes room for another. */
    private static final int MOST_GROUPS = 4096;

    private static final int HEADER = StructLayout.of(ProcessRecord.class).size();

    private final long most;
    private final long interval;
    private final LruPerCpuHashMap<Long, RateState> states;
    private final PerCpuArray<Counter> untold = PerCpuArray.of(Counter.class, 1);
    private final RingBuffer<ProcessRecord> events;

    CgroupRate(EventRate rate, RingBuffer<ProcessRecord> events) {
        this.events = events;
        most = rate.events();
        interval = rate.interval().toNanos();
        states = LruPerCpuHashMap.of(Long.class, RateState.class, MOST_GROUPS);
        states.name("cgroup_rates");
        untold.name("cgroup_untold");
    }

    /** Counts an event; false if it must not be told. The first one of those is told of in another way. Kernel only. */
    boolean passes(long cgroup, long now) {
        if (most == 0) {
            return true;
        }
        RateState state = states.get(cgroup);
        if (state == null) {
            begin(cgroup, now);
            return true;
        }
        long passed = now - state.since();
        if (passed > interval) {
            boolean next = passed <= 2 * interval;
            state.previous(next ? state.current() : 0);
            state.since(next ? state.since() + interval : now);
            state.current(0);
            passed = now - state.since();
        }
        state.current(state.current() + 1);
        state.last(now);
        long rate = state.current() + Long.divideUnsigned((interval - passed) * state.previous(), interval);
        if (state.throttled() == 0 && rate > most) {
            state.throttled(now);
            tell(cgroup, now);
        }
        if (state.throttled() == 0) {
            return true;
        }
        Counter counter = untold.get(0);
        if (counter != null) {
            counter.add(1);
        }
        return false;
    }

    private void begin(long cgroup, long now) {
        RateState fresh = Memory.onStack(RateState.class);
        fresh.since(now);
        fresh.last(now);
        fresh.current(1);
        boolean _ = states.put(cgroup, fresh);
    }

    private void tell(long cgroup, long now) {
        ProcessRecord record = Memory.onStack(ProcessRecord.class);
        record.kind(ProcessRecord.THROTTLE);
        record.cgroup(cgroup);
        record.time(now);
        events.output(record, HEADER);
    }

    /** Events that were not told. User space only. */
    public long untold() {
        // Without a limit there is no such map.
        return most == 0 ? 0 : untold.sum(0, Counter::value);
    }

    /** How it is with a group, on each processor; empty if nothing is known of it any more. User space only. */
    public List<RateState> states(long cgroup) {
        return states.getAll(cgroup);
    }

    /** Tells of a group again. User space only. */
    public void forget(long cgroup) {
        states.remove(cgroup);
    }
}
