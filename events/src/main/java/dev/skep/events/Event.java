package dev.skep.events;

import java.time.Instant;

/** Something that happened on this host. Immutable; each feature brings kinds of its own. */
public interface Event {
    /** When it happened. */
    Instant time();
}
