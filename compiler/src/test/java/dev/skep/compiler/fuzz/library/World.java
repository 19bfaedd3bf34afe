package dev.skep.compiler.fuzz.library;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JVM's stand-in for what a program finds in the kernel: an array map, a hash map, a packet, the stack; and division. */
public final class World {
    /** How many elements the hash map takes. */
    public static final int HASH_ENTRIES = 6;

    /** How many elements the array map has. */
    public static final int ARRAY_ENTRIES = 4;

    private final Flyweight<Cell> cells = Flyweight.of(Cell.class);
    private final byte[][] array;
    private final Map<Integer, byte[]> hash;
    private final byte[] packet;

    /** A world with this content, which it shares. */
    public World(byte[][] array, Map<Integer, byte[]> hash, byte[] packet) {
        this.array = array;
        this.hash = hash;
        this.packet = packet;
    }

    /** As {@code Memory.onStack}. */
    public Cell onStack() {
        return cells.allocate();
    }

    /** As {@code ArrayMap.get}. */
    public @Nullable Cell arrayGet(int index) {
        return index < 0 || index >= array.length ? null : cells.at(MemorySegment.ofArray(array[index]), 0);
    }

    /** As {@code HashMap.get}. */
    public @Nullable Cell hashGet(int key) {
        byte[] value = hash.get(key);
        return value == null ? null : cells.at(MemorySegment.ofArray(value), 0);
    }

    /** As {@code HashMap.put}. */
    public boolean hashPut(int key, Struct value) {
        if (!hash.containsKey(key) && hash.size() == HASH_ENTRIES) return false;
        hash.put(key, Flyweight.segment(value).toArray(ValueLayout.JAVA_BYTE));
        return true;
    }

    /** As {@code HashMap.remove}. */
    public boolean hashRemove(int key) {
        return hash.remove(key) != null;
    }

    /** As {@code XdpContext.at}. */
    public @Nullable Cell packetAt(int offset) {
        return offset + cells.layout().size() > packet.length ? null : cells.at(MemorySegment.ofArray(packet), offset);
    }

    /** As {@code XdpContext.length}. */
    public int packetLength() {
        return packet.length;
    }

    /** Division as eBPF has it. */
    public static int divide(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    /** Division as eBPF has it. */
    public static long divide(long a, long b) {
        return b == 0 ? 0 : a / b;
    }

    /** Remainder as eBPF has it. */
    public static int remainder(int a, int b) {
        return b == 0 ? a : a % b;
    }

    /** Remainder as eBPF has it. */
    public static long remainder(long a, long b) {
        return b == 0 ? a : a % b;
    }

    /** Unsigned division as eBPF has it. */
    public static int divideUnsigned(int a, int b) {
        return b == 0 ? 0 : Integer.divideUnsigned(a, b);
    }

    /** Unsigned division as eBPF has it. */
    public static long divideUnsigned(long a, long b) {
        return b == 0 ? 0 : Long.divideUnsigned(a, b);
    }

    /** Unsigned remainder as eBPF has it. */
    public static int remainderUnsigned(int a, int b) {
        return b == 0 ? a : Integer.remainderUnsigned(a, b);
    }

    /** Unsigned remainder as eBPF has it. */
    public static long remainderUnsigned(long a, long b) {
        return b == 0 ? a : Long.remainderUnsigned(a, b);
    }
}
