package dev.skep.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SyscallExceptionTest {
    @Test
    void saysWhatFailedOnWhatAndWhy() {
        assertThat(new SyscallException("bpf(BPF_LINK_CREATE)", "xdp on interface 3", 16))
                .hasMessage("bpf(BPF_LINK_CREATE) xdp on interface 3: EBUSY (device or resource busy):"
                        + " another program is attached there; detach it first");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(new SyscallException("epoll_pwait", "", 5)).hasMessage("epoll_pwait: EIO (input/output error)");
        assertThat(new SyscallException("mmap", "ring", 4711)).hasMessage("mmap ring: errno 4711");
    }

    @Test
    void knowsItsErrno() {
        SyscallException failure = new SyscallException("mmap", "ring", 12);
        assertThat(failure.is(Errno.ENOMEM)).isTrue();
        assertThat(failure.is(Errno.EPERM)).isFalse();
        assertThat(failure.number()).isEqualTo(12);
        assertThat(failure.call()).isEqualTo("mmap");
        assertThat(failure.object()).isEqualTo("ring");
    }

    @Test
    void everyRefusalNamesACause() {
        for (Errno errno :
                new Errno[] {Errno.EPERM, Errno.EINVAL, Errno.E2BIG, Errno.EBUSY, Errno.ENOSPC, Errno.EMFILE}) {
            assertThat(UsualCause.of("bpf(BPF_MAP_CREATE)", errno.number()))
                    .as(errno.name())
                    .isNotEmpty();
        }
    }
}
