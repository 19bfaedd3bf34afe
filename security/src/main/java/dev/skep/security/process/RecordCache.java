package dev.skep.security.process;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Makes one object of equal bytes: most execs name the same few files, directories, rights and namespaces. Bounded: each place holds
 * {@value #WAYS} objects, and a new one takes the place of the oldest. Used by one thread.
 */
final class RecordCache<V> {
    private static final int WAYS = 4;
    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    /** Makes the object of bytes. */
    @FunctionalInterface
    interface Maker<V> {
        V make(MemorySegment memory, long offset, int length);
    }

    private static final class Entry<V> {
        private final byte[] bytes;
        private final V value;

        Entry(byte[] bytes, V value) {
            this.bytes = bytes;
            this.value = value;
        }
    }

    private final Maker<V> maker;
    private final @Nullable Object[] entries;
    private int next;

    /**
     * An empty one.
     *
     * @param places a power of two
     */
    RecordCache(int places, Maker<V> maker) {
        this.maker = maker;
        entries = new @Nullable Object[places * WAYS];
    }

    V of(MemorySegment memory, long offset, int length) {
        int first = (int) (hash(memory, offset, length) >>> 33) & (entries.length / WAYS - 1);
        int free = -1;
        for (int i = first * WAYS; i < (first + 1) * WAYS; i++) {
            Entry<V> entry = entry(i);
            if (entry == null) {
                free = i;
            } else if (entry.bytes.length == length && same(entry.bytes, memory, offset)) {
                return entry.value;
            }
        }
        if (free < 0) {
            next = (next + 1) % WAYS;
            free = first * WAYS + next;
        }
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        V value = maker.make(memory, offset, length);
        entries[free] = new Entry<V>(bytes, value);
        return value;
    }

    @SuppressWarnings("unchecked") // of() puts entries of this kind only
    private @Nullable Entry<V> entry(int index) {
        return (Entry<V>) entries[index];
    }

    private static boolean same(byte[] bytes, MemorySegment memory, long offset) {
        return MemorySegment.mismatch(
                        MemorySegment.ofArray(bytes), 0, bytes.length, memory, offset, offset + bytes.length)
                < 0;
    }

    private static long hash(MemorySegment memory, long offset, int length) {
        long hash = length * PRIME;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            hash = (hash ^ memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + at)) * PRIME;
            hash ^= hash >>> 32;
        }
        for (; at < length; at++) {
            hash = (hash ^ memory.get(ValueLayout.JAVA_BYTE, offset + at)) * PRIME;
        }
        return hash;
    }
}
