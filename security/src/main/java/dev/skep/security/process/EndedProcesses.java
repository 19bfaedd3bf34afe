package dev.skep.security.process;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Processes that ended not long ago, the oldest first, for events that come late. Bounded in number, bytes and time. Guarded by the tree. */
final class EndedProcesses {
    /** Of command lines and environments: builds have long ones. */
    private static final int MOST_TEXT_BYTES = 4 << 20;

    private final int most;
    private final long retentionNanos;
    private final ArrayDeque<Node> order = new ArrayDeque<>();
    private int textBytes;

    EndedProcesses(int most, long retentionNanos) {
        this.most = most;
        this.retentionNanos = retentionNanos;
    }

    void add(Node node, long nanos) {
        node.end(nanos);
        order.addLast(node);
        textBytes += node.textBytes();
    }

    /** Forgets what is too old or too much. */
    void evict(long nanos, Consumer<Node> forgotten) {
        while (!order.isEmpty()) {
            Node oldest = order.getFirst();
            boolean tooMuch = order.size() > most || textBytes > MOST_TEXT_BYTES;
            if (!tooMuch && nanos - oldest.endedNanos < retentionNanos) {
                return;
            }
            order.removeFirst();
            textBytes -= oldest.textBytes();
            forgotten.accept(oldest);
        }
    }
}
