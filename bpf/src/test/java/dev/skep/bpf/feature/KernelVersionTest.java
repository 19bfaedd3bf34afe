package dev.skep.bpf.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelVersionTest {
    @ParameterizedTest
    @CsvSource({"6.12.107+deb13-amd64, 6.12", "10.0-rc1, 10.0", "7.3.4, 7.3", "6, 6.0", "'', 0.0"})
    void isTheBeginningOfARelease(String release, String version) {
        assertThat(KernelVersion.of(release)).hasToString(version);
    }

    @Test
    void isComparedByNumbers() {
        KernelVersion ten = KernelVersion.of("10.0");
        assertThat(KernelVersion.of("9.12").before(ten)).isTrue();
        assertThat(KernelVersion.of("6.9").before(KernelVersion.of("6.12"))).isTrue();
        assertThat(ten.before(ten)).isFalse();
        assertThat(ten.before(KernelVersion.of("6.18"))).isFalse();
    }
}
