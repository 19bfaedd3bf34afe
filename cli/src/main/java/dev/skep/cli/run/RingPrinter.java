package dev.skep.cli.run;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructPrinter;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;

/**
 * Prints the records of one ring, field by field. Used by one thread.
 *
 * @param <T> the record
 */
final class RingPrinter<T extends Struct> implements AutoCloseable {
    private final String name;
    private final RingBuffer<T> ring;
    private final RingBufferReader<T> reader;
    private final byte[] bytes;
    private final T view;
    private final PrintStream out;
    private long printed;

    private RingPrinter(String name, RingBuffer<T> ring, Flyweight<T> records, PrintStream out) {
        this.name = name;
        this.ring = ring;
        this.out = out;
        bytes = new byte[records.layout().size()];
        view = records.at(MemorySegment.ofArray(bytes), 0);
        reader = ring.reader();
    }

    @SuppressWarnings("unchecked") // the value type of a ring is the class of its records
    static <T extends Struct> RingPrinter<T> of(String name, RingBuffer<T> ring, PrintStream out) {
        Class<?> type = ring.valueType();
        if (type == null) {
            throw new IllegalArgumentException("ring " + name + " has no records");
        }
        return new RingPrinter<>(name, ring, Flyweight.of((Class<T>) type), out);
    }

    void poll(Duration timeout) {
        reader.pollRaw(timeout, this::print);
    }

    /** Records may be shorter than their struct, so the rest is zero. */
    private void print(MemorySegment memory, long offset, int length) {
        int used = Math.min(length, bytes.length);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, used);
        Arrays.fill(bytes, used, bytes.length, (byte) 0);
        out.println(StructPrinter.print(view));
        printed++;
    }

    void wakeup() {
        reader.wakeup();
    }

    String summary() {
        return name + ": " + printed + (printed == 1 ? " record, " : " records, ") + ring.lost() + " lost";
    }

    @Override
    public void close() {
        reader.close();
    }
}
