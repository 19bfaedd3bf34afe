package dev.skep.security.policy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "^ksys_ ksys_",
                "^ksys_* ksys",
                "^ksys_? ksys",
                "^ksys_{0,2}x ksys",
                "^ksys_+ ksys_",
                "^ksys_(read|write) ''",
                "^ksys|^vfs ''",
                "^ksys_[rw].* ksys_",
                "^ksys_.* ksys_",
                "^k*sys ''",
                "^* ''",
                "ksys_ ''",
                "(?i)^ksys ''",
                "^(ksys) ''",
                "^ksys$ ksys",
                "^\\\\w+ ''",
            })
    void knowsWhatEveryMatchBeginsWith(String pattern, String beginning) {
        assertThat(new NamePattern(pattern).beginning()).isEqualTo(beginning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"^ksys_* ksys_read true", "^ksys_* ksys true", "^ksys_* __ksys_read false", "sys.re ksys_read true"
            })
    void looksForAMatchInAnyPartOfTheName(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }
}
