package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Keys as bytes. */
abstract sealed class KeyCodec<K> {

    /** Four bytes. */
    static final KeyCodec<Integer> INT = new IntKey();

    /** Eight bytes. */
    static final KeyCodec<Long> LONG = new LongKey();

    private final int size;

    private KeyCodec(int size) {
        this.size = size;
    }

    @SuppressWarnings("unchecked") // each branch makes the codec of exactly the class that was asked for
    static <K> KeyCodec<K> of(Class<K> type) {
        if (type == Integer.class) {
            return (KeyCodec<K>) INT;
        }
        if (type == Long.class) {
            return (KeyCodec<K>) LONG;
        }
        if (Struct.class.isAssignableFrom(type)) {
            return (KeyCodec<K>) new StructKey<>(Flyweight.of(type.asSubclass(Struct.class)));
        }
        throw new IllegalArgumentException(
                "key type " + type.getTypeName() + ", expected Integer.class, Long.class or a struct");
    }

    final int size() {
        return size;
    }

    abstract void write(K key, MemorySegment target);

    abstract K read(MemorySegment memory, long offset);

    private static final class IntKey extends KeyCodec<Integer> {
        IntKey() {
            super(Integer.BYTES);
        }

        @Override
        void write(Integer key, MemorySegment target) {
            target.set(ValueLayout.JAVA_INT_UNALIGNED, 0, key);
        }

        @Override
        Integer read(MemorySegment memory, long offset) {
            return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
        }
    }

    private static final class LongKey extends KeyCodec<Long> {
        LongKey() {
            super(Long.BYTES);
        }

        @Override
        void write(Long key, MemorySegment target) {
            target.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, key);
        }

        @Override
        Long read(MemorySegment memory, long offset) {
            return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
        }
    }

    private static final class StructKey<S extends Struct> extends KeyCodec<S> {
        private final Flyweight<S> flyweight;

        StructKey(Flyweight<S> flyweight) {
            super(flyweight.layout().size());
            this.flyweight = flyweight;
        }

        @Override
        void write(S key, MemorySegment target) {
            target.copyFrom(Flyweight.segment(key));
        }

        @Override
        S read(MemorySegment memory, long offset) {
            return flyweight.copy(memory, offset);
        }
    }
}
