package dev.skep.api.filter;

import dev.skep.api.message.Filter;
import dev.skep.api.message.GetEventsResponse;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which events pass: those that match one of the allowed filters, or all if none are given, and none of the denied ones. Fields of one
 * filter are ANDed, values of one field ORed. Filters by a set of processes remember what they have seen, so a selection belongs to one
 * stream of events. Not safe for several threads.
 */
public final class EventSelection implements Predicate<GetEventsResponse> {
    private final List<Predicate<GetEventsResponse>> allowed;
    private final List<Predicate<GetEventsResponse>> denied;

    private EventSelection(List<Predicate<GetEventsResponse>> allowed, List<Predicate<GetEventsResponse>> denied) {
        this.allowed = allowed;
        this.denied = denied;
    }

    /**
     * Compiles filters.
     *
     * @throws IllegalArgumentException if one makes no sense, with field and value
     */
    public static EventSelection of(List<Filter> allowed, List<Filter> denied) {
        // A deny list has to see every event, so it goes first: its process sets would otherwise miss parents.
        return new EventSelection(
                allowed.stream().map(FilterCompiler::compile).toList(),
                denied.stream().map(FilterCompiler::compile).toList());
    }

    /** Whether every event passes, so that none has to be looked at. */
    public boolean passesAll() {
        return allowed.isEmpty() && denied.isEmpty();
    }

    @Override
    public boolean test(GetEventsResponse event) {
        for (Predicate<GetEventsResponse> filter : denied) {
            if (filter.test(event)) {
                return false;
            }
        }
        if (allowed.isEmpty()) {
            return true;
        }
        for (Predicate<GetEventsResponse> filter : allowed) {
            if (filter.test(event)) {
                return true;
            }
        }
        return false;
    }
}
