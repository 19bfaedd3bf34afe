package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class SyscallTest {
    private static final long EBADF = 9;
    private static final long ENOTTY = 25;
    private static final int ROUNDS = 20_000;

    @Test
    void eachThreadSeesItsOwnErrno() throws Exception {
        try (Fd file = Fd.open("/dev/null", 0);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> all = new ArrayList<>();
            all.add(threads.submit(() -> always(-EBADF, -1)));
            all.add(threads.submit(() -> always(-ENOTTY, file.number())));
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    private static boolean always(long expected, int fd) {
        for (int i = 0; i < ROUNDS; i++) {
            if (Syscall.invoke(SyscallNumber.IOCTL, fd, 0, 0) != expected) {
                return false;
            }
        }
        return true;
    }
}
