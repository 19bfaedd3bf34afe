package dev.skep.agent.server;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import dev.skep.api.message.AggregationInfo;
import dev.skep.api.message.AggregationOptions;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.Process;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers events that are alike but for when they happened and which process it was, and counts them: the first of them goes out with the
 * number when the window is over. Used by one thread.
 */
final class Aggregation {
    private static final long STANDARD_WINDOW_NANOS = 15_000_000_000L;
    /** When so many different ones are gathered, they go out early: what is kept stays bounded. */
    private static final int MOST_GATHERED = 10_000;

    private static final OneofDescriptor EVENTS =
            GetEventsResponse.getDescriptor().getOneofs().getFirst();

    private final long windowNanos;
    private final Map<GetEventsResponse, Gathered> gathered = new LinkedHashMap<>();
    private long sinceNanos = System.nanoTime();

    private static final class Gathered {
        private final GetEventsResponse first;
        private long count = 1;

        Gathered(GetEventsResponse first) {
            this.first = first;
        }

        GetEventsResponse counted() {
            return first.toBuilder()
                    .setAggregationInfo(AggregationInfo.newBuilder().setCount(count))
                    .build();
        }
    }

    /**
     * Takes the window from the request.
     *
     * @throws IllegalArgumentException if it is negative
     */
    Aggregation(AggregationOptions options) {
        windowNanos = options.hasWindowSize() ? Durations.toNanos(options.getWindowSize()) : STANDARD_WINDOW_NANOS;
        if (windowNanos < 0) {
            throw new IllegalArgumentException("aggregation_options.window_size is negative");
        }
    }

    void add(GetEventsResponse event) {
        Gathered known = gathered.get(alike(event));
        if (known == null) {
            gathered.put(alike(event), new Gathered(event));
        } else {
            known.count++;
        }
    }

    /** What is due; nothing before the window is over. */
    List<GetEventsResponse> takeDue(long nowNanos) {
        if (nowNanos - sinceNanos < windowNanos && gathered.size() < MOST_GATHERED) {
            return List.of();
        }
        List<GetEventsResponse> due = new ArrayList<>();
        gathered.values().forEach(one -> due.add(one.counted()));
        gathered.clear();
        sinceNanos = nowNanos;
        return List.copyOf(due);
    }

    /** The event without what differs from one process to the next that does the same. */
    private static GetEventsResponse alike(GetEventsResponse event) {
        GetEventsResponse.Builder alike = event.toBuilder().clearTime();
        FieldDescriptor kind = event.getOneofFieldDescriptor(EVENTS);
        if (kind == null) {
            return alike.build();
        }
        Message.Builder message = ((Message) event.getField(kind)).toBuilder();
        for (FieldDescriptor field : List.copyOf(message.getAllFields().keySet())) {
            switch (field.getName()) {
                case "process", "parent" -> message.setField(field, alike((Process) message.getField(field)));
                case "ancestors", "time" -> message.clearField(field);
                default -> {
                    // What was done, and with what.
                }
            }
        }
        return alike.setField(kind, message.build()).build();
    }

    private static Process alike(Process process) {
        Process.Builder alike = process.toBuilder()
                .clearExecId()
                .clearParentExecId()
                .clearPid()
                .clearTid()
                .clearStartTime()
                .clearRefcnt();
        if (alike.hasPod() && alike.getPod().hasContainer()) {
            alike.getPodBuilder().getContainerBuilder().clearPid();
        }
        return alike.build();
    }
}
