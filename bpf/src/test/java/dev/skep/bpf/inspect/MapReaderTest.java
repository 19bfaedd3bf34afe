package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.sys.CpuList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class MapReaderTest {
    private static KernelObject open(BpfMap map) {
        map.create();
        return KernelObject.open(ObjectKind.MAP, map.id()).orElseThrow();
    }

    private static Counter counter(long value) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(value);
        return counter;
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void seesEveryElementOnce() {
        try (HashMap<Long, Counter> map = HashMap.of(Long.class, Counter.class, 100);
                KernelObject object = open(map)) {
            for (long key = 0; key < 100; key++) {
                map.put(key, counter(key * key));
            }
            List<Long> keys = new ArrayList<>();
            MapReader.Outcome outcome = MapReader.of(object).forEach(element -> {
                MapReader.Element.Found found = (MapReader.Element.Found) element;
                assertThat(number(found.values().getFirst())).isEqualTo(number(found.key()) * number(found.key()));
                return keys.add(number(found.key()));
            });
            assertThat(outcome).isEqualTo(MapReader.Outcome.COMPLETE);
            assertThat(keys).hasSize(100).doesNotHaveDuplicates();
        }
    }

    @Test
    void endsWhenItsReceiverHasSeenEnough() {
        try (HashMap<Long, Counter> map = HashMap.of(Long.class, Counter.class, 10);
                KernelObject object = open(map)) {
            map.put(1L, counter(1));
            map.put(2L, counter(2));
            int[] seen = {0};
            assertThat(MapReader.of(object).forEach(element -> ++seen[0] < 1)).isEqualTo(MapReader.Outcome.STOPPED);
            assertThat(seen[0]).isEqualTo(1);
        }
    }

    @Test
    void hasAValueForEachProcessor() {
        try (PerCpuArray<Counter> map = PerCpuArray.of(Counter.class, 2);
                KernelObject object = open(map)) {
            map.set(1, counter(7));
            MapReader reader = MapReader.of(object);
            assertThat(reader.perCpu()).isTrue();
            List<List<Long>> values = new ArrayList<>();
            reader.forEach(element -> values.add(((MapReader.Element.Found) element)
                    .values().stream().map(MapReaderTest::number).toList()));
            assertThat(values).hasSize(2);
            assertThat(values.get(1)).hasSize(CpuList.possibleCount()).containsOnly(7L);
        }
    }

    @Test
    void aRingCannotBeWalkedButTellsHowFullItIs() {
        try (RingBuffer<Counter> ring = RingBuffer.of(Counter.class, 4096);
                KernelObject object = open(ring)) {
            assertThat(MapReader.of(object).forEach(element -> true)).isEqualTo(MapReader.Outcome.UNSUPPORTED);
            assertThat(RingState.of(object)).isEqualTo(new RingState(0, 0));
        }
    }

    @Test
    void endsHoweverOftenTheMapChangesMeanwhile() throws Exception {
        try (HashMap<Long, Counter> map = HashMap.of(Long.class, Counter.class, 512);
                KernelObject object = open(map)) {
            for (long key = 0; key < 512; key++) {
                map.put(key, counter(key));
            }
            AtomicBoolean done = new AtomicBoolean();
            Thread changes = Thread.ofPlatform().start(() -> {
                for (long key = 0; !done.get(); key++) {
                    map.remove(key % 512);
                    map.put(key % 512, counter(key));
                }
            });
            try {
                for (int round = 0; round < 200; round++) {
                    long[] seen = {0};
                    MapReader.of(object).forEach(element -> ++seen[0] > 0);
                    assertThat(seen[0]).isBetween(0L, 512L);
                }
            } finally {
                done.set(true);
                changes.join();
            }
        }
    }
}
