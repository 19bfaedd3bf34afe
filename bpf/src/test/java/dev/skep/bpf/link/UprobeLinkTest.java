package dev.skep.bpf.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
final class UprobeLinkTest {
    /** cat calls write of the C library for each line it is given. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsAtAFunctionOfOneProcess(boolean onReturn) throws Exception {
        Process cat = new ProcessBuilder("cat").start();
        try (RunStatistics statistics = RunStatistics.enable();
                BufferedReader echo = cat.inputReader(US_ASCII);
                Program program = TinyPrograms.load("uprobe", ProgramType.KPROBE)) {
            assertThat(statistics).isNotNull();
            say(cat, echo);
            Path library = library(cat.pid());
            try (UprobeLink link = UprobeLink.attach(program, library, "write", (int) cat.pid(), onReturn)) {
                assertThat(link.hook()).startsWith((onReturn ? "uretprobe " : "uprobe ") + library + "+0x");
                say(cat, echo);
                // The line is here before the function that wrote it has returned.
                TinyPrograms.awaitRunsBeyond(program, 0);
                assertThat(program.info().runCount()).isEqualTo(1);
            }
            say(cat, echo);
            assertThat(program.info().runCount()).isEqualTo(1);
        } finally {
            cat.destroy();
            cat.waitFor();
        }
    }

    @Test
    void saysWhatDoesNotExist() throws IOException {
        Path library = library(ProcessHandle.current().pid());
        try (Program program = TinyPrograms.load("uprobe", ProgramType.KPROBE)) {
            assertThatThrownBy(() ->
                            UprobeLink.attach(program, library, "no_such_function", UprobeLink.EVERY_PROCESS, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(library + " has no symbol no_such_function");
            assertThatThrownBy(() ->
                            UprobeLink.attach(program, Path.of("/no/such/file"), 64, UprobeLink.EVERY_PROCESS, false))
                    .isInstanceOf(SyscallException.class)
                    .hasMessage("perf_event_open uprobe /no/such/file+0x40: ENOENT (no such file or directory):"
                            + " no such event, or the file or symbol to probe does not exist");
        }
    }

    private static void say(Process cat, BufferedReader echo) throws IOException {
        cat.outputWriter(US_ASCII).write("hello\n");
        cat.outputWriter(US_ASCII).flush();
        assertThat(echo.readLine()).isEqualTo("hello");
    }

    private static Path library(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
                .filter(line -> line.contains("/libc.so") || line.contains("/libc-"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .findFirst()
                .orElseThrow();
    }
}
