package dev.skep.security.process;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together texts that were too long for one record. Parts come in order, and the record that they belong to right after them; what
 * belongs to a record that was lost is given up when too many wait.
 */
final class TextParts {
    private static final int MOST_WAITING = 64;

    /** In all; one text alone may be longer. */
    private static final int MOST_BYTES = 2 * SensorOptions.MOST_ARGUMENTS_BYTES;

    private static final byte[] NONE = {};

    private record Key(int pid, int kind) {}

    private static final class Text {
        private final long start;
        private byte[] bytes = NONE;
        private int length;

        Text(long start) {
            this.start = start;
        }

        int room() {
            return bytes.length;
        }

        void add(MemorySegment memory, long offset, int count) {
            if (bytes.length - length < count) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, length, count);
            length += count;
        }
    }

    private final Map<Key, Text> waiting = new LinkedHashMap<>();
    private long waitingBytes;

    /** Adds a part for the exec of {@code pid} at {@code start}. */
    void add(int pid, int kind, long start, MemorySegment memory, long offset, int count) {
        Key key = new Key(pid, kind);
        Text text = waiting.get(key);
        if (text == null || text.start != start) {
            remove(key);
            text = new Text(start);
            waiting.put(key, text);
        }
        waitingBytes -= text.room();
        text.add(memory, offset, count);
        waitingBytes += text.room();
        while (waiting.size() > MOST_WAITING || (waiting.size() > 1 && waitingBytes > MOST_BYTES)) {
            remove(waiting.keySet().iterator().next());
        }
    }

    private @Nullable Text remove(Key key) {
        Text text = waiting.remove(key);
        waitingBytes -= text == null ? 0 : text.room();
        return text;
    }

    /** The whole text, which is forgotten then; empty if there is none. */
    byte[] take(int pid, int kind, long start) {
        Text text = waiting.isEmpty() ? null : remove(new Key(pid, kind));
        return text == null || text.start != start ? NONE : Arrays.copyOf(text.bytes, text.length);
    }
}
