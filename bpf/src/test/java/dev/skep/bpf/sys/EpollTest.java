package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class EpollTest {
    @Test
    void reportsWhichDescriptorsAreReadable() {
        try (Epoll epoll = new Epoll(4);
                EventFd first = new EventFd();
                EventFd second = new EventFd()) {
            epoll.add(first.fd(), 0x1_0000_0001L);
            epoll.add(second.fd(), -2);
            assertThat(epoll.await(0)).isZero();
            second.signal();
            assertThat(epoll.await(-1)).isOne();
            assertThat(epoll.ready(0)).isEqualTo(-2);
            first.signal();
            assertThat(epoll.await(-1)).isEqualTo(2);
            assertThat(new long[] {epoll.ready(0), epoll.ready(1)}).containsExactlyInAnyOrder(0x1_0000_0001L, -2);
            first.clear();
            second.clear();
            second.clear();
            assertThat(epoll.await(1)).isZero();
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anotherThreadWakesIt() throws InterruptedException {
        try (Epoll epoll = new Epoll(1);
                EventFd wake = new EventFd()) {
            epoll.add(wake.fd(), 7);
            Thread other = Thread.ofPlatform().start(wake::signal);
            assertThat(epoll.await(-1)).isOne();
            assertThat(epoll.ready(0)).isEqualTo(7);
            other.join();
        }
    }

    @Test
    void refusesWhatCannotBeWaitedFor() {
        try (Epoll epoll = new Epoll(1);
                Fd file = Fd.open("/proc/self/status", 0)) {
            assertThatThrownBy(() -> epoll.add(file, 0))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("epoll_ctl /proc/self/status: EPERM");
        }
        assertThatThrownBy(() -> new Epoll(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
