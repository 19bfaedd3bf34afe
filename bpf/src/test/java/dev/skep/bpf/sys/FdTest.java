package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import org.junit.jupiter.api.Test;

final class FdTest {
    @Test
    void closesOnceAndKnowsIt() {
        Fd fd = Fd.open("/proc/self/status", 0);
        assertThat(fd.number()).isPositive();
        assertThat(fd.isOpen()).isTrue();
        fd.close();
        fd.close();
        assertThat(fd.isOpen()).isFalse();
        assertThatThrownBy(fd::number)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("/proc/self/status is closed");
    }

    @Test
    void tellsThatSomebodyElseClosedIt() {
        Fd fd = Fd.open("/proc/self/status", 0);
        Fd.own(fd.number(), "the same").close();
        assertThatThrownBy(fd::close)
                .isInstanceOfSatisfying(
                        SyscallException.class,
                        failure -> assertThat(failure.is(Errno.EBADF)).isTrue());
    }

    @Test
    void namesThePathThatCannotBeOpened() {
        assertThatThrownBy(() -> Fd.open("/no/such/file", 0))
                .isInstanceOf(SyscallException.class)
                .hasMessage("openat /no/such/file: ENOENT (no such file or directory)");
    }

    @Test
    void refusesANegativeNumber() {
        assertThatThrownBy(() -> Fd.own(-1, "nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rememberingWhereItWasOpened() {
        try (Fd fd = Fd.open("/proc/self/status", 0)) {
            assertThat(FdTrace.open()).anySatisfy(place -> {
                assertThat(place).hasMessageContaining(fd.toString());
                assertThat(place.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(FdTest.class.getName()));
            });
        }
        assertThat(FdTrace.open())
                .noneMatch(place -> String.valueOf(place.getMessage()).startsWith("/proc/self/status"));
    }
}
