package dev.skep.agent.export;

import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.Filter;
import java.util.List;

/**
 * Which events are written, and what of them.
 *
 * @param allowed filters of events that are written; all if there are none
 * @param denied filters of events that are not
 * @param fields which fields are written
 * @param perMinute the rate limit, -1 for none
 */
public record EventChoice(List<Filter> allowed, List<Filter> denied, List<FieldFilter> fields, long perMinute) {
    /** Everything. */
    public static final EventChoice ALL = new EventChoice(List.of(), List.of(), List.of(), -1);

    /** Copies the lists. */
    public EventChoice {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        fields = List.copyOf(fields);
    }
}
