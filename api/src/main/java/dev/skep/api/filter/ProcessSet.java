package dev.skep.api.filter;

import com.google.protobuf.UInt32Value;
import dev.skep.api.message.GetEventsResponse;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Processes by id, with all that descend from them while the events are watched. A descendant is forgotten when it has ended, and the
 * oldest one when there are too many.
 */
final class ProcessSet implements Predicate<GetEventsResponse> {
    private static final int MOST_DESCENDANTS = 1 << 16;

    private final Set<Integer> given;
    private final LinkedHashSet<Integer> descendants = new LinkedHashSet<>();

    ProcessSet(List<Integer> pids) {
        given = new HashSet<>(pids);
    }

    @Override
    public boolean test(GetEventsResponse event) {
        Optional<Integer> pid =
                EventProcess.of(event).map(process -> process.getPid()).map(UInt32Value::getValue);
        if (pid.isEmpty()) {
            return false;
        }
        boolean member = contains(pid.get()) || adopted(event, pid.get());
        if (member && event.hasProcessExit()) {
            descendants.remove(pid.get());
        }
        return member;
    }

    private boolean adopted(GetEventsResponse event, int pid) {
        boolean child = EventProcess.parent(event)
                .filter(parent -> contains(parent.getPid().getValue()))
                .isPresent();
        if (child) {
            if (descendants.size() == MOST_DESCENDANTS) {
                descendants.removeFirst();
            }
            descendants.add(pid);
        }
        return child;
    }

    private boolean contains(int pid) {
        return given.contains(pid) || descendants.contains(pid);
    }
}
