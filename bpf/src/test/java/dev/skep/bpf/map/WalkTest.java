package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class WalkTest {

    private static Map<Integer, Long> collect(BpfMap map, boolean batches) {
        var seen = new TreeMap<Integer, Long>();
        var walk = new Walk(map, map.valueSize());
        EntrySink sink = (keys, keyOffset, values, valueOffset) -> seen.put(
                keys.get(ValueLayout.JAVA_INT_UNALIGNED, keyOffset),
                values.get(ValueLayout.JAVA_LONG_UNALIGNED, valueOffset));
        if (batches) {
            walk.run(sink);
        } else {
            walk.oneByOne(sink);
        }
        return seen;
    }

    @Test
    void findsTheSameByBatchesAndOneByOne() {
        try (var map = HashMap.of(Integer.class, Pair.class, 2000)) {
            map.create();
            assertThat(collect(map, true)).isEmpty();
            assertThat(collect(map, false)).isEmpty();
            IntStream.range(0, 1000).forEach(i -> map.put(i, Pair.of(3L * i, 0)));
            assertThat(collect(map, true)).hasSize(1000).containsEntry(999, 2997L);
            assertThat(collect(map, false)).isEqualTo(collect(map, true));
        }
    }

    @Test
    void walksThroughArraysByBatches() {
        try (var map = ArrayMap.of(Pair.class, 1000)) {
            map.create();
            IntStream.range(0, 1000).forEach(i -> map.set(i, Pair.of(i, 0)));
            assertThat(collect(map, true)).hasSize(1000).containsEntry(999, 999L);
            assertThat(collect(map, false)).isEqualTo(collect(map, true));
        }
    }
}
