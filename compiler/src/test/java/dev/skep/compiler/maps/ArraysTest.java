package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.AtomicAdd;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U8;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ArraysTest {
    interface Histogram extends Struct {
        @Length(27)
        long slots(int i);

        void slots(int i, long v);

        @AtomicAdd("slots")
        void addSlots(int i, long by);

        @U16
        @Length(8)
        int shorts(int i);

        void shorts(int i, int v);

        @Length(5)
        byte bytes(int i);

        void bytes(int i, byte v);

        int total();

        @AtomicAdd("total")
        void addTotal(int by);

        Pair pair();

        @U8
        int last();

        void last(int v);

        @Length(3)
        Bytes raw();
    }

    static final class Arrays {
        final ArrayMap<Histogram> histograms = ArrayMap.of(Histogram.class, 3);
        final PerCpuArray<Counter> counters = PerCpuArray.of(Counter.class, 2);

        @Syscall
        int count(Pair input) {
            Histogram histogram = histograms.get(input.first());
            if (histogram == null) return -1;
            int slot = 63 - Long.numberOfLeadingZeros(input.second());
            if (slot < 0 || slot >= 27) slot = 26;
            histogram.addSlots(slot, 1);
            histogram.addTotal(2);
            return slot;
        }

        @Syscall
        int write(Pair input) {
            Histogram histogram = histograms.get(0);
            if (histogram == null) return -1;
            int i = input.first() & 7;
            histogram.shorts(i, (int) input.second());
            histogram.bytes(i & 3, (byte) input.second());
            histogram.pair().first(input.first());
            histogram.pair().second(input.second());
            histogram.last((int) input.second());
            histogram.raw().u8(2, 0x5a);
            return histogram.shorts(i) + histogram.bytes(i & 3) + histogram.last();
        }

        @Syscall
        int countPerCpu(Pair input) {
            Counter counter = counters.get(input.first());
            if (counter == null) return -1;
            counter.add(input.second());
            return 0;
        }

        @Syscall
        int sum(Pair input) {
            Histogram histogram = histograms.get(input.first());
            if (histogram == null) return -1;
            long sum = 0;
            for (int i = 0; i < 27; i++) sum += histogram.slots(i);
            return (int) sum;
        }
    }

    private final Arrays arrays = new Arrays();
    private Loaded<Arrays> loaded;

    @BeforeEach
    void load() {
        loaded = Kernel.load(arrays);
    }

    @AfterEach
    void close() {
        loaded.close();
    }

    private int run(String program, int first, long second) {
        Pair pair = Flyweight.of(Pair.class).allocate();
        pair.first(first);
        pair.second(second);
        return TestRuns.run(loaded, program, pair);
    }

    private Histogram histogram(int index) {
        return Objects.requireNonNull(arrays.histograms.get(index));
    }

    @Test
    void addsToSlotsByComputedIndex() {
        for (long value = 1; value < 1L << 40; value *= 2) run("count", 1, value);
        run("count", 1, 1000);
        Histogram histogram = histogram(1);
        assertThat(histogram.slots(0)).isEqualTo(1);
        assertThat(histogram.slots(9)).isEqualTo(2);
        assertThat(histogram.slots(26)).isEqualTo(14);
        assertThat(histogram.total()).isEqualTo(82);
        assertThat(run("sum", 1, 0)).isEqualTo(41);
        assertThat(run("sum", 0, 0)).isZero();
    }

    @Test
    void thereIsNothingOutside() {
        assertThat(run("count", 3, 1)).isEqualTo(-1);
        assertThat(run("count", -1, 1)).isEqualTo(-1);
        assertThat(run("countPerCpu", 2, 1)).isEqualTo(-1);
    }

    @Test
    void writesNumbersOfAllWidths() {
        assertThat(run("write", 5, 0xfff3)).isEqualTo(0xfff3 - 13 + 0xf3);
        Histogram histogram = histogram(0);
        assertThat(histogram.shorts(5)).isEqualTo(0xfff3);
        assertThat(histogram.shorts(4)).isZero();
        assertThat(histogram.bytes(1)).isEqualTo((byte) 0xf3);
        assertThat(histogram.pair().first()).isEqualTo(5);
        assertThat(histogram.pair().second()).isEqualTo(0xfff3);
        assertThat(histogram.last()).isEqualTo(0xf3);
        assertThat(histogram.raw().u8(2)).isEqualTo(0x5a);
    }

    @Test
    void readsWhatUserSpaceSets() {
        Histogram histogram = Flyweight.of(Histogram.class).allocate();
        for (int i = 0; i < 27; i++) histogram.slots(i, i);
        arrays.histograms.set(2, histogram);
        assertThat(run("sum", 2, 0)).isEqualTo(351);
    }

    @Test
    void countersOfAllProcessorsAddUp() {
        for (int i = 0; i < 30; i++) assertThat(run("countPerCpu", 1, 3)).isZero();
        assertThat(arrays.counters.sum(1, Counter::value)).isEqualTo(90);
        assertThat(arrays.counters.sum(0, Counter::value)).isZero();
    }
}
