package dev.skep.security.policy.event;

import dev.skep.events.Event;
import java.time.Instant;

/**
 * Events of a selector were not sent, because it has a rate limit.
 *
 * @param time when this was told
 * @param policy the policy
 * @param dropped how many were not sent since the last time
 */
public record RateLimitEvent(Instant time, PolicyReference policy, long dropped) implements Event {}
