package dev.skep.agent.event;

import dev.skep.api.message.GetEventsResponse;
import dev.skep.events.Event;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.Program;
import org.jspecify.annotations.Nullable;

/** Something that happened, mostly that a process did something, and whose process it is. The message is made when somebody wants it, and then shared. */
public final class AgentEvent {
    private static final int OBJECT_BYTES = 512;
    private static final int ARGUMENT_BYTES = 96;

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

    /**
     * About how much memory it holds while it waits, in bytes: its command line and environment as the kernel had them and as text,
     * its arguments, and a little for the rest.
     */
    public long heldBytes() {
        return heldBytes(event);
    }

    static long heldBytes(Event event) {
        long bytes = OBJECT_BYTES;
        if (event instanceof ProcessEvent process) {
            Program program = process.process().program();
            bytes += 2L * (program.arguments().length() + program.environment().length());
        }
        if (event instanceof PolicyEvent policy) {
            for (Argument argument : policy.arguments()) {
                bytes += heldBytes(argument.value());
            }
        }
        return bytes;
    }

    private static long heldBytes(ArgumentValue value) {
        return (long) ARGUMENT_BYTES
                + switch (value) {
                    case ArgumentValue.Data data -> data.bytes().length;
                    case ArgumentValue.Text(String text) -> text.length();
                    case ArgumentValue.Path file -> file.path().length();
                    case ArgumentValue.File file -> file.path().length();
                    default -> 0;
                };
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
