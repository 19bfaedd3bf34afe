package dev.skep.compiler.internal.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfectHashTest {
    private static void eachHasAPlaceOfItsOwn(LongStream numbers) {
        List<Long> keys = numbers.boxed().toList();
        PerfectHash hash = Objects.requireNonNull(PerfectHash.of(keys));
        assertThat(keys.stream().map(hash::place))
                .doesNotHaveDuplicates()
                .allMatch(place -> place >= 0 && place < hash.places());
        assertThat(hash.places()).isLessThan(Math.max(8, 3 * keys.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 33, 64, 200, 1000, 10_000, 65_536})
    void numbersInARow(int count) {
        eachHasAPlaceOfItsOwn(LongStream.range(-5, count - 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 33, 200, 10_000, 65_536})
    void numbersInNoOrder(int count) {
        eachHasAPlaceOfItsOwn(new Random(7).longs().distinct().limit(count));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32, 48, 56})
    void numbersThatDifferInSomeBitsAlone(int shift) {
        eachHasAPlaceOfItsOwn(IntStream.range(0, 256).mapToLong(i -> (long) i << shift));
    }

    @Test
    void addressesOfNetworks() {
        eachHasAPlaceOfItsOwn(IntStream.range(0, 20_000).mapToLong(i -> 0x0a00_0001L + i * 256L));
    }

    @Test
    void moreThanItIsMadeForAreRefused() {
        assertThat(PerfectHash.of(LongStream.rangeClosed(0, 65_536).boxed().toList()))
                .isNull();
    }

    @Test
    void theSameKeysHaveTheSamePlaces() {
        List<Long> keys = LongStream.range(0, 500).map(i -> i * i * i).boxed().toList();
        assertThat(PerfectHash.of(keys)).hasToString(String.valueOf(PerfectHash.of(keys)));
    }
}
