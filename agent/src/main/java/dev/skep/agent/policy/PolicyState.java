package dev.skep.agent.policy;

import dev.skep.api.message.TracingPolicyState;

/** How a policy is. */
public enum PolicyState {
    /** It is in force. */
    ENABLED(TracingPolicyState.TP_STATE_ENABLED),
    /** Somebody has disabled it. */
    DISABLED(TracingPolicyState.TP_STATE_DISABLED),
    /** It could not be read, or not be put into force. */
    LOAD_ERROR(TracingPolicyState.TP_STATE_LOAD_ERROR),
    /** It is being put into force. */
    LOADING(TracingPolicyState.TP_STATE_LOADING),
    /** It is being taken out of force. */
    UNLOADING(TracingPolicyState.TP_STATE_UNLOADING),
    /** It is not for this node. */
    SKIPPED(TracingPolicyState.TP_STATE_SKIPPED);

    private final TracingPolicyState message;

    PolicyState(TracingPolicyState message) {
        this.message = message;
    }

    /** As messages say it. */
    public TracingPolicyState message() {
        return message;
    }

    /** Whether it has nothing in the kernel and cannot have: another policy may take its name. */
    boolean isVoid() {
        return this == LOAD_ERROR || this == SKIPPED;
    }
}
