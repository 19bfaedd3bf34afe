package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.sys.CpuList;
import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class PerCpuHashMapTest {

    static Stream<PerCpuMap<Integer, Pair>> kinds() {
        return Stream.of(
                PerCpuHashMap.of(Integer.class, Pair.class, 1000),
                LruPerCpuHashMap.of(Integer.class, Pair.class, 1000));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasAValueForEachProcessor(PerCpuMap<Integer, Pair> kind) {
        try (var map = kind) {
            map.create();
            int cpus = CpuList.possibleCount();
            assertThat(map.getAll(1)).isEmpty();
            assertThat(map.put(1, Pair.of(2, 3))).isTrue();
            assertThat(map.getAll(1))
                    .hasSize(cpus)
                    .allSatisfy(value -> assertThat(value).hasToString("{left=2, right=3}"));
            assertThat(map.sum(1, Pair::left)).isEqualTo(2L * cpus);
            assertThat(map.sum(7, Pair::left)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void walksThroughAllElements(PerCpuMap<Integer, Pair> kind) {
        try (var map = kind) {
            map.create();
            IntStream.range(0, 100).forEach(i -> map.put(i, Pair.of(i, -i)));
            var seen = new ArrayList<Integer>();
            map.forEach((key, values) -> {
                seen.add(key);
                assertThat(values)
                        .hasSize(CpuList.possibleCount())
                        .allSatisfy(value -> assertThat(value.right()).isEqualTo(-key));
            });
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 100).boxed().toList());
            assertThat(map.remove(5)).isTrue();
            assertThat(map.size()).isEqualTo(99);
        }
    }

    @Test
    void pointsToOtherMethodsInUserSpace() {
        try (var map = PerCpuHashMap.of(Integer.class, Pair.class, 10)) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> map.get(1))
                    .withMessageEndingWith("in user space use getAll");
        }
    }
}
