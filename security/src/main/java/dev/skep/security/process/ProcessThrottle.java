package dev.skep.security.process;

import dev.skep.events.Event;
import java.time.Instant;

/**
 * A control group had more forks, execs and exits than {@link EventRate} allows, and is not told of; or is told of again.
 *
 * @param time when
 * @param cgroupId the group
 * @param begins whether it is not told of from now on
 */
public record ProcessThrottle(Instant time, long cgroupId, boolean begins) implements Event {}
