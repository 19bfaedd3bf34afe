package dev.skep.security.process;

import dev.skep.events.Sink;
import dev.skep.security.process.program.CgroupRate;
import dev.skep.security.process.program.RateState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows which control groups are not told of, and ends that when they have become quiet. Used by one thread. */
final class CgroupThrottle {
    /** How long a group has to be quiet, and is not told of at least. */
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final CgroupRate rate;
    private final long most;
    private final WallClock clock;
    private final Set<Long> throttled = new LinkedHashSet<>();
    private volatile @Nullable Sink<? super ProcessThrottle> sink;
    private long lookedNanos;

    CgroupThrottle(CgroupRate rate, EventRate limit, WallClock clock) {
        this.rate = rate;
        this.clock = clock;
        most = limit.events();
    }

    void tell(@Nullable Sink<? super ProcessThrottle> newSink) {
        sink = newSink;
    }

    /** The kernel does not tell of a group on one processor; another one may have said so before. */
    void begins(long cgroup, long nanos) {
        if (throttled.add(cgroup)) {
            send(cgroup, nanos, true);
        }
    }

    /** To be called often. */
    void look(long now) {
        if (throttled.isEmpty() || now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        List<Long> quiet = new ArrayList<>();
        for (long cgroup : throttled) {
            if (rate.states(cgroup).stream().allMatch(state -> isQuiet(state, now))) {
                quiet.add(cgroup);
            }
        }
        for (long cgroup : quiet) {
            rate.forget(cgroup);
            throttled.remove(cgroup);
            send(cgroup, now, false);
        }
    }

    private boolean isQuiet(RateState state, long now) {
        return now - state.last() > QUIET_NANOS
                || (state.current() + state.previous() < most && now - state.throttled() > QUIET_NANOS);
    }

    private void send(long cgroup, long nanos, boolean begins) {
        Sink<? super ProcessThrottle> target = sink;
        if (target != null) {
            target.event(new ProcessThrottle(clock.at(nanos), cgroup, begins));
        }
    }
}
