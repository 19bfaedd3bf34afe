package dev.skep.compiler.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.RawTracepoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs at a hook whose links the kernel cannot exchange, while a process makes the hook's event without a pause. */
@Tag("kernel")
class ReplaceTest {
    private static final int EVENTS = 4_000;

    @KernelStruct("pt_regs")
    interface Registers extends Struct {
        long di();
    }

    /** Counts the calls that bash makes of {@code kill(NOBODY, 0)}: all, and those while every generation counts. */
    static class Generation {
        private static final int NOBODY = 0x3ff_ffff;

        private final long pid;
        private final long number;
        private final int kill = System.getProperty("os.arch").equals("amd64") ? 62 : 129;
        final ArrayMap<Counter> seen;
        final ArrayMap<Counter> counting;

        Generation(long pid, long number, ArrayMap<Counter> seen, ArrayMap<Counter> counting) {
            this.pid = pid;
            this.number = number;
            this.seen = seen;
            this.counting = counting;
        }

        @RawTracepoint("sys_enter")
        void call(Registers registers, long call) {
            if (call != kill || Helpers.getCurrentPidTgid() >>> 32 != pid) return;
            Counter counts = counting.get(0);
            Counter count = seen.get(0);
            if (counts == null || count == null) return;
            long now = counts.value();
            if (now != 0 && now != number) return;
            count.add(1);
            Counter twice = seen.get(1);
            if (now == 0 && twice != null) twice.add(1);
        }
    }

    private final ArrayMap<Counter> seen = ArrayMap.of(Counter.class, 2);
    private final ArrayMap<Counter> counting = ArrayMap.of(Counter.class, 1);
    /** Generations that are detached; the first of them owns the maps. */
    private final List<Loaded<Generation>> retired = new ArrayList<>();

    private final Process shell;

    ReplaceTest() throws IOException {
        shell = new ProcessBuilder("bash").redirectErrorStream(true).start();
    }

    @AfterEach
    void endShell() throws InterruptedException {
        shell.destroyForcibly();
        shell.waitFor();
    }

    private static long value(ArrayMap<Counter> map, int index) {
        return Objects.requireNonNull(map.get(index)).value();
    }

    /** Names the generation that counts. */
    private void count(long number) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(number);
        counting.set(0, counter);
    }

    private Generation generation(long number) {
        return new Generation(shell.pid(), number, seen, counting);
    }

    /** Lets the shell make its calls, and does {@code meanwhile} again and again until they are made. */
    private int whileCalling(Runnable meanwhile) throws IOException {
        int times = 0;
        try (BufferedReader answers = shell.inputReader(UTF_8);
                Writer commands = shell.outputWriter(UTF_8)) {
            commands.write("for ((i = 0; i < " + EVENTS + "; i++)); do kill -0 " + Generation.NOBODY
                    + " 2>/dev/null; done; echo end\n");
            commands.flush();
            do {
                meanwhile.run();
                times++;
            } while (!answers.ready());
            assertThat(answers.readLine()).isEqualTo("end");
        }
        return times;
    }

    @Test
    void losesNoEvent() throws IOException {
        try (Loaded<Generation> loaded = Kernel.load(generation(0))) {
            int replaced = whileCalling(() -> loaded.replace(generation(0)));
            assertThat(replaced).isGreaterThan(1);
            assertThat(value(seen, 0)).isGreaterThanOrEqualTo(EVENTS);
            assertThat(loaded.programs()).hasSize(1);
        }
    }

    @Test
    void seesNoEventTwiceButThoseWhileTwoGenerationsCount() throws IOException {
        List<Loaded<Generation>> running = new ArrayList<>();
        running.add(Kernel.load(generation(1)));
        count(1);
        try {
            int replaced = whileCalling(() -> {
                Loaded<Generation> old = running.removeLast();
                long next = value(counting, 0) + 1;
                running.add(Kernel.load(generation(next)));
                count(0);
                count(next);
                old.program("call").links().forEach(Link::close);
                retired.add(old);
            });
            assertThat(replaced).isGreaterThan(1);
            assertThat(value(seen, 0)).isBetween((long) EVENTS, EVENTS + value(seen, 1));
        } finally {
            running.forEach(Loaded::close);
            retired.reversed().forEach(Loaded::close);
        }
    }

    static final class Wrong extends Generation {
        Wrong(Generation like) {
            super(like.pid, like.number, like.seen, like.counting);
        }

        @RawTracepoint("sys_enter")
        @Override
        void call(Registers registers, long call) {
            double half = call / 2.0;
            if (half > 1) seen.get(0);
        }
    }

    static final class Elsewhere extends Generation {
        Elsewhere(Generation like) {
            super(like.pid, like.number, like.seen, like.counting);
        }

        @RawTracepoint("sys_exit")
        @Override
        void call(Registers registers, long result) {}
    }

    @Test
    void goesOnWhenTheNextOneIsRefused() throws IOException {
        try (Loaded<Generation> loaded = Kernel.load(generation(0))) {
            List<String> before = OwnKernelObjects.now();
            assertThatThrownBy(() -> loaded.replace(new Wrong(generation(0)))).isInstanceOf(CompileException.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.replace(new Elsewhere(generation(0))))
                    .withMessage(
                            "hook method call (raw tracepoint sys_exit) cannot replace call (raw tracepoint sys_enter)");
            assertThat(OwnKernelObjects.now()).isEqualTo(before);
            whileCalling(() -> {});
            assertThat(value(seen, 0)).isEqualTo(EVENTS);
        }
    }
}
