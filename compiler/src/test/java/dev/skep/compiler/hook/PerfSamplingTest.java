package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.link.PerfCounter;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sampled: counters, fixed periods, one process, one CPU. */
@Tag("kernel")
@SuppressWarnings("UnusedVariable") // the hooks' targets name the fields
class PerfSamplingTest {
    /** Touches fresh pages, computes, or lets a second thread compute, for each line. */
    private static final String SOURCE = """
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/mman.h>
            #include <time.h>

            static void *compute(void *unused) {
                for (clock_t end = clock() + CLOCKS_PER_SEC / 5; clock() < end; );
                return unused;
            }

            int main(void) {
                char line[64];
                pthread_t thread;
                while (fgets(line, sizeof line, stdin)) {
                    size_t size = 256 * 4096;
                    char *pages;
                    switch (line[0]) {
                        case 'p':
                            pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                            madvise(pages, size, MADV_NOHUGEPAGE);
                            for (size_t i = 0; i < size; i += 4096) ((volatile char *) pages)[i] = 1;
                            munmap(pages, size);
                            break;
                        case 'c': compute(NULL); break;
                        case 't':
                            pthread_create(&thread, NULL, compute, NULL);
                            pthread_join(thread, NULL);
                    }
                    puts("done");
                    fflush(stdout);
                }
                return 0;
            }
            """;

    @TempDir
    private static Path folder;

    private static Path binary = Path.of("");

    @BeforeAll
    static void compile() throws Exception {
        binary = TracedProgram.compile(folder, "worker", SOURCE);
    }

    @KernelStruct("bpf_perf_event_data")
    interface Sample extends Struct {
        long sample_period();
    }

    static final class Faults {
        private final int pid;
        int samples;
        long period;
        long cookie;
        int others;

        Faults(int pid) {
            this.pid = pid;
        }

        @PerfEvent(period = 16, counter = PerfCounter.PAGE_FAULTS, pid = "{pid}", cookie = "77")
        void fault(Sample sample) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) {
                others++;
                return;
            }
            samples++;
            period = sample.sample_period();
            cookie = Helpers.getAttachCookie();
        }
    }

    @Test
    void runsEachSoManyEventsOfOneProcess() throws Exception {
        try (TracedProgram worker = new TracedProgram(binary)) {
            Faults program = new Faults(worker.pid());
            try (Loaded<Faults> loaded = Kernel.load(program)) {
                worker.ask("p");
                loaded.refresh();
                assertThat(program.samples).isBetween(256 / 16, 2 * 256 / 16);
                assertThat(program.period).isEqualTo(16);
                assertThat(program.cookie).isEqualTo(77);
                assertThat(program.others).isZero();
                assertThat(loaded.program("fault").compiled().hook())
                        .isEqualTo("samples of page-faults each 16, process " + worker.pid());
            }
        }
    }

    static final class Profile {
        private final int pid;
        final HashMap<Integer, Counter> byThread = HashMap.of(Integer.class, Counter.class, 64);

        Profile(int pid) {
            this.pid = pid;
        }

        @PerfEvent(frequency = 500, counter = PerfCounter.TASK_CLOCK, pid = "{pid}")
        void sample() {
            int thread = (int) Helpers.getCurrentPidTgid();
            Counter counter = byThread.get(thread);
            if (counter != null) {
                counter.add(1);
                return;
            }
            Counter first = Memory.onStack(Counter.class);
            first.value(1);
            byThread.putIfAbsent(thread, first);
        }
    }

    @Test
    void samplesTheThreadsOfAProcessAndThoseThatTheyStart() throws Exception {
        try (TracedProgram worker = new TracedProgram(binary)) {
            Profile program = new Profile(worker.pid());
            try (Loaded<Profile> loaded = Kernel.load(program)) {
                assertThat(loaded.programs()).hasSize(1);
                worker.ask("c");
                worker.ask("t");
                assertThat(program.byThread.keys()).hasSize(2).contains(worker.pid());
                for (int thread : program.byThread.keys()) {
                    Counter samples = program.byThread.get(thread);
                    assertThat(samples).isNotNull();
                    assertThat(samples.value()).isBetween(1L, 1_000L);
                }
            }
        }
    }

    static final class OneCpu {
        private final int cpu;
        int here;
        int elsewhere;

        OneCpu(int cpu) {
            this.cpu = cpu;
        }

        @PerfEvent(period = 1_000_000, cpu = "{cpu}")
        void sample() {
            if (Helpers.getSmpProcessorId() == cpu) here++;
            else elsewhere++;
        }
    }

    @Test
    void samplesOneProcessor() {
        OneCpu program = new OneCpu(Runtime.getRuntime().availableProcessors() - 1);
        try (Loaded<OneCpu> loaded = Kernel.load(program)) {
            Awaitility.await("20 samples").until(() -> {
                loaded.refresh();
                return program.here > 20;
            });
            assertThat(program.elsewhere).isZero();
        }
    }

    static final class Cycles {
        int samples;

        @PerfEvent(period = 1_000_000, counter = PerfCounter.CPU_CYCLES)
        void sample() {
            samples++;
        }
    }

    /** Virtual machines hide the counters as a rule. */
    @Test
    void countsCyclesOrSaysThatThisMachineCannot() {
        Cycles program = new Cycles();
        try (Loaded<Cycles> loaded = Kernel.load(program)) {
            Awaitility.await("20 samples").until(() -> {
                loaded.refresh();
                return program.samples > 20;
            });
        } catch (UnsupportedFeatureException hidden) {
            assertThat(hidden)
                    .hasMessageStartingWith(
                            "hardware counter CPU_CYCLES is not available: perf_event_open cpu-cycles each 1000000")
                    .hasMessageEndingWith("use CPU_CLOCK)");
        }
    }

    static final class Both {
        @PerfEvent(frequency = 99, period = 99)
        void sample() {}
    }

    static final class Neither {
        @PerfEvent
        void sample() {}
    }

    static final class NoSuchProcess {
        private final int pid = Integer.MAX_VALUE;

        @PerfEvent(frequency = 99, pid = "{pid}")
        void sample() {}
    }

    @Test
    void refusesWhatCannotBe() {
        for (Object program : new Object[] {new Both(), new Neither()}) {
            assertThatExceptionOfType(CompileException.class)
                    .isThrownBy(() -> Kernel.load(program))
                    .withMessageContaining("sampling needs either a frequency or a period, not ");
        }
        assertThatThrownBy(() -> Kernel.load(new NoSuchProcess()))
                .isInstanceOf(SyscallException.class)
                .hasMessageContaining("ESRCH");
    }
}
