package dev.skep.api.filter;

import dev.skep.api.message.EventType;
import dev.skep.api.message.GetEventsResponse;

/** Kinds of events by the message that they carry. */
public final class EventTypes {
    private EventTypes() {}

    /** The kind; its number is that of the field. */
    public static EventType of(GetEventsResponse event) {
        EventType type = EventType.forNumber(event.getEventCase().getNumber());
        return type == null ? EventType.UNDEF : type;
    }
}
