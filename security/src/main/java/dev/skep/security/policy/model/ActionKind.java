package dev.skep.security.policy.model;

import java.util.Optional;

/** The kinds of {@link Action}, by Tetragon's names. */
public enum ActionKind {
    /** The event is sent. */
    POST("Post"),
    /** The process is killed. */
    SIGKILL("Sigkill"),
    /** The return value, registers or the called function are replaced. */
    OVERRIDE("Override"),
    /** An address is asked for, by the agent. */
    GET_URL("GetUrl"),
    /** A name is looked up, by the agent. */
    DNS_LOOKUP("DnsLookup"),
    /** The event is not sent. */
    NO_POST("NoPost"),
    /** The process gets a signal. */
    SIGNAL("Signal"),
    /** The socket is remembered as the process's. */
    TRACK_SOCK("TrackSock"),
    /** The socket is forgotten. */
    UNTRACK_SOCK("UntrackSock"),
    /** The system call that follows is ended. */
    NOTIFY_ENFORCER("NotifyEnforcer"),
    /** A system call that follows is not ended after all. */
    CLEANUP_ENFORCER_NOTIFICATION("CleanupEnforcerNotification"),
    /** An argument of a USDT is written. */
    SET("Set");

    private final String tetragonName;

    ActionKind(String tetragonName) {
        this.tetragonName = tetragonName;
    }

    /** The action of a name, or nothing. */
    public static Optional<ActionKind> of(String tetragonName) {
        for (ActionKind kind : values()) {
            if (kind.tetragonName.equals(tetragonName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** As policies write it. */
    public String tetragonName() {
        return tetragonName;
    }
}
