package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LruHashMapTest {

    @Test
    void dropsOldElementsWhenItIsFull() {
        try (var map = LruHashMap.of(Integer.class, Pair.class, 1000)) {
            map.create();
            IntStream.range(0, 5000)
                    .forEach(i -> assertThat(map.put(i, Pair.of(i, 0))).isTrue());
            assertThat(map.size()).isBetween(1, 1000);
            assertThat(map.get(4999)).hasToString("{left=4999, right=0}");
            assertThat(map.info().type()).isEqualTo(MapType.LRU_HASH.number());
        }
    }
}
