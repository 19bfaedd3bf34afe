package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class TracepointTest {
    /** Which field of /proc/PID/stat behind the name, from 0: proc(5). */
    private static final int NICE = 16;

    interface Open extends Struct {
        int dfd();

        long filename();

        int flags();

        @U16
        int mode();
    }

    interface Opened extends Struct {
        long file();

        void file(long v);

        int flags();

        void flags(int v);

        int tid();

        void tid(int v);

        @Length(64)
        Bytes path();
    }

    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Opens {
        private final int pid = (int) ProcessHandle.current().pid();
        private final String category = "syscalls";
        private final String name = "openat";
        final RingBuffer<Opened> events = RingBuffer.of(Opened.class, 1 << 16).wakeupBytes(0);

        @Tracepoint("{category}/sys_enter_{name}")
        void open(Open call) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            Opened event = events.reserve();
            if (event == null) return;
            event.file(call.filename());
            event.flags(call.flags());
            event.tid((int) Helpers.getCurrentPidTgid());
            Helpers.probeReadUserStr(event.path(), call.filename());
            events.submit(event);
        }
    }

    @Test
    void readsFieldsByNameAndFillsFieldsOfTheProgramIntoItsTarget() throws IOException {
        Opens opens = new Opens();
        try (Loaded<Opens> loaded = Kernel.load(opens);
                RingBufferReader<Opened> reader = opens.events.reader()) {
            assertThat(loaded.program("open").compiled().hook()).isEqualTo("tracepoint syscalls/sys_enter_openat");
            Files.readString(Path.of("/proc/sys/kernel/ostype"));
            List<String> paths = new ArrayList<>();
            while (!paths.contains("/proc/sys/kernel/ostype")) {
                assertThat(reader.poll(Duration.ofSeconds(10), (event, length) -> {
                            paths.add(event.path().string());
                            assertThat(event.file()).isNotZero();
                            assertThat(event.tid()).isPositive();
                        }))
                        .isPositive();
            }
        }
    }

    interface Exec extends Struct {
        int pid();

        int old_pid();
    }

    interface Exit extends Struct {
        @Length(16)
        Bytes comm();

        int pid();

        int prio();
    }

    static final class Exits {
        final RingBuffer<Opened> events = RingBuffer.of(Opened.class, 1 << 16).wakeupBytes(0);
        int execs;

        @Tracepoint("sched/sched_process_exec")
        void exec(Exec call) {
            if (call.pid() == call.old_pid()) execs++;
        }

        @Tracepoint("sched/sched_process_exit")
        void exit(Exit call) {
            Opened event = events.reserve();
            if (event == null) return;
            event.tid(call.pid());
            event.flags(call.prio());
            for (int i = 0; i < 16; i += 8) event.path().u64(i, call.comm().u64(i));
            events.submit(event);
        }
    }

    /** What the scheduler goes by: 120 and the nice value, which children have from this process. */
    private static int priority() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return 120 + Integer.parseInt(behindName[NICE]);
    }

    @Test
    void readsBytesAndNumbersOfASchedulerTracepoint() throws Exception {
        Exits exits = new Exits();
        try (Loaded<Exits> loaded = Kernel.load(exits);
                RingBufferReader<Opened> reader = exits.events.reader()) {
            Process child = new ProcessBuilder("/bin/true").start();
            child.waitFor();
            List<String> seen = new ArrayList<>();
            String expected = child.pid() + " true " + priority();
            while (!seen.contains(expected)) {
                int count = reader.poll(
                        Duration.ofSeconds(10),
                        (event, length) ->
                                seen.add(event.tid() + " " + event.path().string() + " " + event.flags()));
                assertThat(count).as("%s so far", seen).isPositive();
            }
            loaded.refresh();
            assertThat(exits.execs).isPositive();
        }
    }

    interface Wrong extends Struct {
        int dfd();

        int nosuch();
    }

    static final class WrongField {
        @Tracepoint("syscalls/sys_enter_openat")
        int open(Wrong call) {
            return call.dfd() + call.nosuch();
        }
    }

    @Test
    void listsTheFieldsWhenOneHasAnUnknownName() {
        assertThatThrownBy(() -> Kernel.load(new WrongField()))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("TracepointTest.java:")
                .hasMessageContaining("sys_enter_openat has no field nosuch")
                .hasMessageContaining("dfd, filename, flags, mode");
    }

    static final class Unknown {
        @Tracepoint("syscalls/sys_enter_nothing")
        void none() {}
    }

    static final class UnknownWithFields {
        @Tracepoint("syscalls/sys_enter_nothing")
        int none(Open call) {
            return call.dfd();
        }
    }

    @Test
    void saysThatTheKernelHasNoSuchTracepoint() {
        for (Object program : List.of(new Unknown(), new UnknownWithFields())) {
            assertThatThrownBy(() -> Kernel.load(program))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("this kernel has no tracepoint syscalls/sys_enter_nothing");
        }
    }

    static final class NoCategory {
        @Tracepoint("sys_enter_openat")
        void none() {}
    }

    static final class NoField {
        @Tracepoint("syscalls/sys_enter_{call}")
        void none() {}
    }

    @Test
    void refusesTargetsThatCannotBe() {
        assertThatThrownBy(() -> Kernel.load(new NoCategory()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("expected category/name");
        assertThatThrownBy(() -> Kernel.load(new NoField()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("{call}");
    }

    /** Tells by the cookie at which of its tracepoints it was called. */
    static final class TwoPlaces {
        private final int pid = (int) ProcessHandle.current().pid();

        @SuppressWarnings("UnusedVariable") // the hook's target names it
        private final int cookie = 40;

        long opens;
        long closes;
        long others;

        @Tracepoint(
                value = {"syscalls/sys_enter_openat", "syscalls/sys_enter_close"},
                cookie = "{cookie}")
        void call() {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            long place = Helpers.getAttachCookie();
            if (place == 40) opens++;
            else if (place == 41) closes++;
            else others++;
        }
    }

    @Test
    void tellsTheCookieOfEachTracepoint() throws IOException {
        TwoPlaces places = new TwoPlaces();
        try (Loaded<TwoPlaces> loaded = Kernel.load(places)) {
            Files.readString(Path.of("/proc/sys/kernel/ostype"));
            loaded.refresh();
            assertThat(places.opens).isPositive();
            assertThat(places.closes).isPositive();
            assertThat(places.others).isZero();
        }
    }
}
