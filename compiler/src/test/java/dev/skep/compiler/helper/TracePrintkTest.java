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
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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
    void linesArriveInTheTracePipe() throws IOException {
        Printer printer = new Printer();
        try (Loaded<Printer> loaded = Kernel.loadDetached(printer);
                BufferedReader pipe = Files.newBufferedReader(TraceFs.instance().tracePipe(), UTF_8)) {
            TestRuns.run(loaded, "print", Long.MIN_VALUE, -7);
            List<String> lines = new ArrayList<>();
            String end = "test " + printer.id + ": end";
            while (lines.isEmpty() || !lines.getLast().endsWith(end)) lines.add(pipe.readLine());
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line)
                            .endsWith("test " + printer.id + ": -9223372036854775808 -7 "
                                    + Integer.toHexString(printer.id)));
            assertThat(lines).anySatisfy(line -> assertThat(line).endsWith("hello " + printer.id));
        }
    }
}
