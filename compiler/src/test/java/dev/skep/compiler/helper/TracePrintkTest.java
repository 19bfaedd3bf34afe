package dev.skep.compiler.helper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.RawTracepoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class TracePrintkTest {
    static final class Printer {
        private final int id = (int) ProcessHandle.current().pid();
        private final String greeting = "hello " + id;

        @RawTracepoint("sys_enter")
        void print(long first, int second) {
            Helpers.tracePrintk("test " + id + ": %ld %d %x", first, second, id);
            Helpers.tracePrintk(greeting);
            Helpers.tracePrintk("test %d: end", id);
        }
    }

    @Test
    void linesArriveInTheTracePipe() throws Exception {
        Printer printer = new Printer();
        String end = "test " + printer.id + ": end";
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Loaded<Printer> loaded = Kernel.loadDetached(printer)) {
            Thread reader = Thread.ofPlatform().daemon().start(() -> readUntil(end, lines));
            // Another reader of the pipe takes lines away, so that they may have to be printed again.
            Awaitility.await("lines in the trace pipe").until(() -> {
                TestRuns.run(loaded, "print", Long.MIN_VALUE, -7);
                return reader.join(Duration.ofMillis(200));
            });
        }
        String numbers = "test " + printer.id + ": -9223372036854775808 -7 " + Integer.toHexString(printer.id);
        assertThat(lines).anySatisfy(line -> assertThat(line).endsWith(numbers));
        assertThat(lines).anySatisfy(line -> assertThat(line).endsWith("hello " + printer.id));
    }

    private static void readUntil(String end, List<String> lines) {
        try (BufferedReader pipe = Files.newBufferedReader(TraceFs.instance().tracePipe(), UTF_8)) {
            while (lines.isEmpty() || !lines.getLast().endsWith(end)) lines.add(pipe.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("read the trace pipe", e);
        }
    }
}
