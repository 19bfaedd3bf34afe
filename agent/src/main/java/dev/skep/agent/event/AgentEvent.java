package dev.skep.agent.event;

import dev.skep.api.message.GetEventsResponse;
import dev.skep.events.Event;
import dev.skep.identity.Identity;
import org.jspecify.annotations.Nullable;

/** Something that happened, mostly that a process did something, and whose process it is. The message is made when somebody wants it, and then shared. */
public final class AgentEvent {
    private final Event event;
    private final Identity identity;
    private final EventMessages messages;

    /** Two threads may make equal ones. */
    private volatile @Nullable GetEventsResponse message;

    /** An event whose message {@code messages} can make. */
    public AgentEvent(Event event, Identity identity, EventMessages messages) {
        this.event = event;
        this.identity = identity;
        this.messages = messages;
    }

    /** What happened. */
    public Event event() {
        return event;
    }

    /** Whose process it is; a group without a path for what is about no process. */
    public Identity identity() {
        return identity;
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
