package dev.skep.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrnoTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumber(Errno errno) {
        assertThat(Errno.of(errno.number())).contains(errno);
        assertThat(Errno.nameOf(errno.number())).isEqualTo(errno.name());
        assertThat(errno.text()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 41, 58, 134, 523, 525, Integer.MAX_VALUE})
    void numbersWithoutANameAreShownAsNumbers(int number) {
        assertThat(Errno.of(number)).isEmpty();
        assertThat(Errno.nameOf(number)).isEqualTo("errno " + number);
    }

    @Test
    void agreesWithTheHeadersOfLinux() {
        assertThat(Errno.EPERM.number()).isEqualTo(1);
        assertThat(Errno.EDEADLK.number()).isEqualTo(35);
        assertThat(Errno.EOPNOTSUPP.number()).isEqualTo(95);
        assertThat(Errno.EHWPOISON.number()).isEqualTo(133);
    }
}
