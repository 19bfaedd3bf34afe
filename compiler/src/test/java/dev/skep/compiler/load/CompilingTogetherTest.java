package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Programs of one class that follow one another, or come at once: each comes out as if it was the only one. */
class CompilingTogetherTest {
    private static final int THREADS = 4;
    private static final int TIMES = 20;

    @Test
    void giveTheSameCodeAgain() {
        long[] first = code(new Limits(List.of(3, 50, 700)));
        assertThat(code(new Limits(List.of(3, 50, 701)))).isNotEqualTo(first);
        assertThat(code(new Limits(List.of(3, 50, 700)))).isEqualTo(first);
    }

    @Test
    void giveTheSameCodeInSeveralThreads() throws ExecutionException, InterruptedException {
        long[] alone = code(new Limits(List.of(3, 50, 700)));
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<long[]>> codes = new ArrayList<>();
            for (int i = 0; i < THREADS * TIMES; i++) {
                codes.add(threads.submit(() -> code(new Limits(List.of(3, 50, 700)))));
            }
            for (Future<long[]> code : codes) {
                assertThat(code.get()).isEqualTo(alone);
            }
        }
    }

    private static long[] code(Object program) {
        return ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4))
                .programs()
                .getFirst()
                .description()
                .instructions();
    }

    static final class Limits {
        private final List<Integer> limits;

        Limits(List<Integer> limits) {
            this.limits = limits;
        }

        @Tracepoint("syscalls/sys_enter_getpid")
        int count() {
            long id = Helpers.getCurrentPidTgid();
            int above = 0;
            for (int limit : limits) {
                if (id > limit) above++;
            }
            return above;
        }
    }
}
