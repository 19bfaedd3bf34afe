package dev.skep.security.policy.event;

/** What an action achieved, as far as the hook that served the policy allows to say. */
public enum Effect {
    /** The operation was seen; nothing was done about it, also where the policy's mode is to monitor. */
    OBSERVED,
    /** The operation did not happen: the kernel returned an error to the process. */
    DENIED,
    /** A deadly signal was sent before the operation, and the kernel gives up operations of this kind when such a signal is pending. */
    KILLED_BEFORE,
    /** A deadly signal was sent, and the operation may have taken effect before the process died of it. */
    KILLED_AFTER,
    /** A signal was sent that the process may handle. */
    SIGNALLED,
    /** Memory or registers of the process were written. */
    CHANGED,
    /** The kernel refused the action. */
    FAILED
}
