package dev.skep.security.policy.event;

/** What a selector does when it matches, in the order of the numbers that Tetragon gives them. */
public enum PolicyAction {
    /** Tells of it. */
    POST,
    /** Kills the process. */
    SIGKILL,
    /** Lets the function return something else, or denies. */
    OVERRIDE,
    /** Asks for a URL. */
    GET_URL,
    /** Asks for a name. */
    DNS_LOOKUP,
    /** Does not tell of it. */
    NO_POST,
    /** Sends a signal. */
    SIGNAL,
    /** Remembers whose a socket is. */
    TRACK_SOCK,
    /** Forgets it. */
    UNTRACK_SOCK,
    /** Lets a hook of {@code enforcers} act. */
    NOTIFY_ENFORCER,
    /** Takes that back. */
    CLEANUP_ENFORCER_NOTIFICATION,
    /** Writes an argument of a USDT probe. */
    SET
}
