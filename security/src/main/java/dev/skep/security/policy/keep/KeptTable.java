package dev.skep.security.policy.keep;

import java.util.Locale;

/** Tables that are kept besides what enforces, so that the next agent finds what it cannot find out. */
public enum KeptTable {
    /** What is kept of processes. */
    PROCESSES,
    /** What processes began with. */
    BASELINES,
    /** Whose sockets are. */
    SOCKETS,
    /** Whom policies are for, by control group. */
    GROUPS,
    /** The ring of events. */
    EVENTS,
    /** How many events found no room in it. */
    LOST,
    /** How many of these the agent knows of. */
    TOLD;

    /** The name of its pin. */
    public String pin() {
        return Kept.BASE + "_" + name().toLowerCase(Locale.ROOT);
    }
}
