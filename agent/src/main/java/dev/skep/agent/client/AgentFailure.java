package dev.skep.agent.client;

/** An agent did not do what it was asked. */
public final class AgentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unreachable;
    private final String reason;

    AgentFailure(boolean unreachable, String agent, String reason, Throwable cause) {
        super("agent at " + agent + ": " + reason, cause);
        this.unreachable = unreachable;
        this.reason = reason;
    }

    /** Why, without which agent; may have several lines. */
    public String reason() {
        return reason;
    }

    /** Whether it may help to try again later: there is no agent, or it went. */
    public boolean unreachable() {
        return unreachable;
    }
}
