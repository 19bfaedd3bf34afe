package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ArrayMapTest {

    @Test
    void isZeroedAndKeepsWhatIsSet() {
        try (var map = ArrayMap.of(Pair.class, 3)) {
            map.create();
            assertThat(map.get(2)).hasToString("{left=0, right=0}");
            map.set(2, Pair.of(1, 2));
            assertThat(map.get(2)).hasToString("{left=1, right=2}");
            assertThat(map.get(1)).hasToString("{left=0, right=0}");
        }
    }

    @Test
    void hasNothingOutsideItsBounds() {
        try (var map = ArrayMap.of(Pair.class, 3)) {
            map.create();
            assertThat(map.get(3)).isNull();
            assertThat(map.get(-1)).isNull();
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> map.set(3, Pair.of(1, 2)));
        }
    }
}
