package dev.skep.security.policy.hook;

/** What a deadly signal from a hook comes in time for. */
public enum Moment {
    /** The operation has not begun, and gives up when a deadly signal is pending, or is denied by the same program. */
    BEFORE,
    /** The operation may take effect all the same, or has. */
    AFTER
}
