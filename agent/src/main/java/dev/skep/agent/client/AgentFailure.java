package dev.skep.agent.client;

/** An agent did not do what it was asked. */
public final class AgentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    AgentFailure(boolean unreachable, String message, Throwable cause) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    /** Whether it may help to try again later: there is no agent, or it went. */
    public boolean unreachable() {
        return unreachable;
    }
}
