package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class HashMapTest {

    private static Counter count(long value) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(value);
        return counter;
    }

    @Test
    void findsWhatWasPut() {
        try (var map = HashMap.of(Integer.class, Pair.class, 10)) {
            map.create();
            assertThat(map.get(1)).isNull();
            assertThat(map.put(1, Pair.of(2, 3))).isTrue();
            assertThat(map.put(-1, Pair.of(4, 5))).isTrue();
            assertThat(map.get(1)).hasToString("{left=2, right=3}");
            assertThat(map.get(-1)).hasToString("{left=4, right=5}");
            assertThat(map.put(1, Pair.of(6, 7))).isTrue();
            assertThat(map.get(1)).hasToString("{left=6, right=7}");
        }
    }

    @Test
    void givesCopiesThatAreWrittenBackByPut() {
        try (var map = HashMap.of(Long.class, Counter.class, 10)) {
            map.create();
            map.put(1L << 40, count(1));
            Counter copy = map.get(1L << 40);
            assertThat(copy).isNotNull();
            copy.add(1);
            assertThat(map.get(1L << 40)).hasToString("{value=1}");
            map.put(1L << 40, copy);
            assertThat(map.get(1L << 40)).hasToString("{value=2}");
        }
    }

    @Test
    void comparesStructsByTheirBytes() {
        try (var map = HashMap.of(Pair.class, Counter.class, 10)) {
            map.create();
            map.put(Pair.of(1, 2), count(12));
            assertThat(map.get(Pair.of(1, 2))).hasToString("{value=12}");
            assertThat(map.get(Pair.of(2, 1))).isNull();
            assertThat(map.keys()).hasToString("[{left=1, right=2}]");
        }
    }

    @Test
    void putsIfAbsentOnce() {
        try (var map = HashMap.of(Integer.class, Counter.class, 10)) {
            map.create();
            assertThat(map.putIfAbsent(1, count(1))).isTrue();
            assertThat(map.putIfAbsent(1, count(2))).isFalse();
            assertThat(map.get(1)).hasToString("{value=1}");
        }
    }

    @Test
    void saysWhetherThereWasSomethingToRemove() {
        try (var map = HashMap.of(Integer.class, Counter.class, 10)) {
            map.create();
            map.put(1, count(1));
            assertThat(map.remove(1)).isTrue();
            assertThat(map.remove(1)).isFalse();
            assertThat(map.get(1)).isNull();
        }
    }

    @Test
    void takesNoMoreThanFits() {
        try (var map = HashMap.of(Integer.class, Counter.class, 2)) {
            map.create();
            assertThat(map.put(1, count(1))).isTrue();
            assertThat(map.put(2, count(1))).isTrue();
            assertThat(map.put(3, count(1))).isFalse();
            assertThat(map.putIfAbsent(3, count(1))).isFalse();
            assertThat(map.put(1, count(2))).isTrue();
        }
    }

    @Test
    void walksThroughAllElements() {
        try (var map = HashMap.of(Integer.class, Counter.class, 5000)) {
            map.create();
            IntStream.range(0, 3000).forEach(i -> map.put(i, count(2L * i)));
            var seen = new TreeMap<Integer, Long>();
            map.forEach((key, value) -> assertThat(seen.put(key, value.value())).isNull());
            assertThat(seen)
                    .hasSize(3000)
                    .allSatisfy((key, value) -> assertThat(value).isEqualTo(2L * key));
            assertThat(map.size()).isEqualTo(3000);
            assertThat(map.keys()).containsExactlyInAnyOrderElementsOf(seen.keySet());
        }
    }

    @Test
    void mayBeChangedByItsOwnWalk() {
        try (var map = HashMap.of(Integer.class, Counter.class, 100)) {
            map.create();
            IntStream.range(0, 100).forEach(i -> map.put(i, count(i)));
            map.forEach((key, value) -> map.remove(key));
            assertThat(map.size()).isZero();
        }
    }

    @Test
    void isClearedAtOnce() {
        try (var map = HashMap.of(Integer.class, Counter.class, 100)) {
            map.create();
            IntStream.range(0, 100).forEach(i -> map.put(i, count(i)));
            map.clear();
            assertThat(map.keys()).isEmpty();
        }
    }

    @Test
    void refusesKeysThatAreNeitherNumbersNorStructs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashMap.of(String.class, Counter.class, 10))
                .withMessage("key type java.lang.String, expected Integer.class, Long.class or a struct");
        assertThatIllegalArgumentException().isThrownBy(() -> HashMap.of(Integer.class, Counter.class, 0));
    }
}
