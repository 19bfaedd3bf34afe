package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.MalformedInputException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CpuListTest {
    @Test
    void readsRangesAndSingles() {
        assertThat(CpuList.parse("0\n", "test")).containsExactly(0);
        assertThat(CpuList.parse("0-2,5,7-8\n", "test")).containsExactly(0, 1, 2, 5, 7, 8);
        assertThat(CpuList.parse("0-127", "test"))
                .containsExactly(IntStream.range(0, 128).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a", "3-1", "0,", "0--2", "0-99999999", "-1", "9999999999999", "0 1"})
    void refusesNonsense(String list) {
        assertThatThrownBy(() -> CpuList.parse(list, "test")).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void thisMachineHasProcessors() {
        assertThat(CpuList.online()).isNotEmpty();
        assertThat(CpuList.possibleCount()).isGreaterThanOrEqualTo(CpuList.online().length);
        assertThat(PageSize.bytes()).isIn(4096, 16_384, 65_536);
    }
}
