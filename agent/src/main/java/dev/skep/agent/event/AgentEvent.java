package dev.skep.agent.event;

import dev.skep.api.message.GetEventsResponse;
import dev.skep.identity.Identity;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.Program;
import org.jspecify.annotations.Nullable;

/** Something that a process did, and whose process it is. The message is made when somebody wants it, and then shared. */
public final class AgentEvent {
    private static final int OBJECT_BYTES = 512;

    private final ProcessEvent event;
    private final Identity identity;
    private final EventMessages messages;

    /** Two threads may make equal ones. */
    private volatile @Nullable GetEventsResponse message;

    /** An event whose message {@code messages} can make. */
    public AgentEvent(ProcessEvent event, Identity identity, EventMessages messages) {
        this.event = event;
        this.identity = identity;
        this.messages = messages;
    }

    /** What happened. */
    public ProcessEvent event() {
        return event;
    }

    /** Whose process it is. */
    public Identity identity() {
        return identity;
    }

    /**
     * About how much memory it holds while it waits, in bytes: its command line and environment as the kernel had them and as text, and
     * a little for the rest.
     */
    public long heldBytes() {
        return heldBytes(event);
    }

    static long heldBytes(ProcessEvent event) {
        Program program = event.process().program();
        return OBJECT_BYTES
                + 2L * (program.arguments().length() + program.environment().length());
    }

    /** As clients get it. */
    public GetEventsResponse message() {
        GetEventsResponse known = message;
        if (known == null) {
            message = known = messages.of(this);
        }
        return known;
    }
}
