package dev.skep.identity;

import dev.skep.identity.layout.Placement;
import java.util.Optional;

/** A control group and how far its identity is found. Used by one thread. */
final class Group {
    final Cgroup cgroup;
    final Placement placement;
    final long sinceNanos;

    /** What is published. */
    Identity identity = Identity.Unresolved.YET;

    /** The container that it was found to be; empty if none. */
    String containerId = "";

    /** Whether the sources were asked for the container. */
    boolean asked;

    /** The container that it is unless its files say otherwise. */
    Optional<Container> likely = Optional.empty();

    /** When it is tried again, and how long after that. */
    long nextNanos;

    long pauseNanos;

    /** When it was removed; meaningless before. */
    long endedNanos;

    Group(Cgroup cgroup, long nowNanos) {
        this.cgroup = cgroup;
        placement = Placement.of(cgroup.path());
        sinceNanos = nowNanos;
        nextNanos = nowNanos;
    }
}
