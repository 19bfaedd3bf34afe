package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.sys.CpuList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class PerCpuArrayTest {

    @Test
    void hasAValueForEachProcessor() {
        try (var map = PerCpuArray.of(Pair.class, 2)) {
            map.create();
            int cpus = CpuList.possibleCount();
            assertThat(map.getAll(1)).hasSize(cpus);
            assertThat(map.sum(1, Pair::left)).isZero();
            map.set(1, Pair.of(5, 6));
            assertThat(map.get(1, cpus - 1)).hasToString("{left=5, right=6}");
            assertThat(map.sum(1, Pair::left)).isEqualTo(5L * cpus);
            assertThat(map.sum(0, Pair::left)).isZero();
        }
    }

    @Test
    void staysWithinItsBounds() {
        try (var map = PerCpuArray.of(Pair.class, 2)) {
            map.create();
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> map.getAll(2));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> map.get(0, CpuList.possibleCount()));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.get(0));
        }
    }
}
