package dev.skep.security.process;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Processes that ended not long ago, for events that come late. Bounded in number and in time. Guarded by the tree. */
final class EndedProcesses {
    private record Key(int pid, long start) {}

    private final int most;
    private final long retentionNanos;
    private final ArrayDeque<Node> order = new ArrayDeque<>();
    private final Map<Key, Node> nodes = new HashMap<>();

    EndedProcesses(int most, long retentionNanos) {
        this.most = most;
        this.retentionNanos = retentionNanos;
    }

    void add(Node node, long nanos) {
        node.end(nanos);
        order.addLast(node);
        nodes.put(new Key(node.pid, node.start), node);
        evict(nanos);
    }

    /** Forgets what is too old or too much. */
    void evict(long nanos) {
        while (!order.isEmpty()) {
            Node oldest = order.getFirst();
            if (order.size() <= most && nanos - oldest.endedNanos < retentionNanos) {
                return;
            }
            order.removeFirst();
            nodes.remove(new Key(oldest.pid, oldest.start), oldest);
        }
    }

    @Nullable
    Node find(int pid, long start) {
        return nodes.get(new Key(pid, start));
    }

    int size() {
        return order.size();
    }
}
