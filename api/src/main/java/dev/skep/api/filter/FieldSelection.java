package dev.skep.api.filter;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.skep.api.message.EventType;
import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.FieldFilterAction;
import dev.skep.api.message.GetEventsResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which fields of an event go out. Paths begin within the event's own message ({@code process.pid}), so the node's name and the time always
 * stay. Several filters are applied one after the other. Immutable.
 */
public final class FieldSelection implements UnaryOperator<GetEventsResponse> {
    private final List<Step> steps;

    private record Step(Set<EventType> types, boolean inverted, boolean include, FieldTree fields) {
        boolean concerns(EventType type) {
            return types.isEmpty() || types.contains(type) != inverted;
        }
    }

    private FieldSelection(List<Step> steps) {
        this.steps = steps;
    }

    /** Compiles field filters. */
    public static FieldSelection of(List<FieldFilter> filters) {
        return new FieldSelection(filters.stream().map(FieldSelection::step).toList());
    }

    private static Step step(FieldFilter filter) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        types.addAll(filter.getEventSetList());
        return new Step(
                types,
                filter.getInvertEventSet().getValue(),
                filter.getAction() == FieldFilterAction.INCLUDE,
                FieldTree.of(filter.getFields().getPathsList()));
    }

    /** Whether all fields stay. */
    public boolean keepsAll() {
        return steps.isEmpty();
    }

    @Override
    public GetEventsResponse apply(GetEventsResponse event) {
        EventType type = EventTypes.of(event);
        FieldDescriptor field = GetEventsResponse.getDescriptor().findFieldByNumber(type.getNumber());
        if (steps.isEmpty() || field == null) {
            return event;
        }
        Message.Builder message = ((Message) event.getField(field)).toBuilder();
        for (Step step : steps) {
            if (step.concerns(type)) {
                if (step.include) {
                    step.fields.keep(message);
                } else {
                    step.fields.clear(message);
                }
            }
        }
        return event.toBuilder().setField(field, message.build()).build();
    }
}
