package dev.skep.bpf.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SymbolPatternTest {
    @ParameterizedTest
    @CsvSource({
        "vfs_read, vfs_read, true",
        "vfs_read, vfs_reads, false",
        "vfs_read, vfs_rea, false",
        "vfs_*, vfs_, true",
        "vfs_*, vfs_read, true",
        "vfs_*, xvfs_read, false",
        "*, anything, true",
        "*read, vfs_read, true",
        "*read, vfs_readx, false",
        "*a*b*, xxaxxbxx, true",
        "*a*b, ab, true",
        "*a*b, aba, false",
        "?fs, vfs, true",
        "?fs, fs, false",
        "a**b, ab, true",
        "*aab, aaab, true",
        "a.b, axb, false"
    })
    void matchesTheWholeName(String pattern, String name, boolean expected) {
        assertThat(new SymbolPattern(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void knowsWhatIsAPlainName() {
        assertThat(new SymbolPattern("vfs_read").isPattern()).isFalse();
        assertThat(new SymbolPattern("vfs_*").isPattern()).isTrue();
        assertThat(new SymbolPattern("vfs_rea?").isPattern()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new SymbolPattern(""));
    }

    @Test
    void isNotSlowOnHostilePatterns() {
        assertThat(new SymbolPattern("*a".repeat(200) + "b").matches("a".repeat(5_000)))
                .isFalse();
    }
}
