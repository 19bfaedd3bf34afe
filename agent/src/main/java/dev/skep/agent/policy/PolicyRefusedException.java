package dev.skep.agent.policy;

import java.io.Serial;

/** What somebody wanted of the policies cannot be done. */
public final class PolicyRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why, for programs. */
    public enum Reason {
        /** There is no such policy. */
        UNKNOWN,
        /** There is one with this name already. */
        TAKEN,
        /** Not in the state that it is in. */
        STATE,
        /** It cannot be put into force. */
        FAILED
    }

    PolicyRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    PolicyRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
