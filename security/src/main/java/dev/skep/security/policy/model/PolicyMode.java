package dev.skep.security.policy.model;

/** Whether a policy may change what happens. */
public enum PolicyMode {
    /** Its actions are done. */
    ENFORCE,
    /** Actions that kill, signal, override or write are not done, only counted and told of. */
    MONITOR,
    /** As {@link #MONITOR}, and no one can change it: hooks of the policy are not able to enforce. */
    MONITOR_ONLY
}
