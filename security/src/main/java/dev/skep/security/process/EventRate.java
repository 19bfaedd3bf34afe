package dev.skep.security.process;

import java.time.Duration;

/**
 * How many forks, execs and exits the processes of one control group may have told of on one processor. Above that the kernel tells of none
 * until the group has been quiet for a while: so a group that makes processes in a loop leaves the others their events.
 *
 * @param events most events in an interval; 0: any number
 * @param interval the interval
 */
public record EventRate(int events, Duration interval) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** No limit. */
    public static final EventRate UNLIMITED = new EventRate(0, Duration.ofSeconds(1));

    /** Checks ranges. */
    public EventRate {
        SensorOptions.check("events", events, 0, Integer.MAX_VALUE);
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("interval=" + interval + ", expected a millisecond to an hour");
        }
    }
}
