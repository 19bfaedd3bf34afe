package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class TracepointLinkTest {
    @Test
    void runsTheProgramUntilItIsClosed() throws IOException {
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = TinyPrograms.load("tracepoint", ProgramType.TRACEPOINT)) {
            assertThat(statistics).isNotNull();
            try (TracepointLink link = TracepointLink.attach(program, "syscalls/sys_enter_openat")) {
                assertThat(link.hook()).isEqualTo("tracepoint syscalls/sys_enter_openat");
                long before = program.info().runCount();
                Files.readString(Path.of("/proc/self/comm"));
                TinyPrograms.awaitRunsBeyond(program, before);
            }
            // Another CPU may still be in the program when close returns.
            Awaitility.await("no more runs").until(() -> !runsWhenAFileIsOpened(program));
        }
    }

    private static boolean runsWhenAFileIsOpened(Program program) throws IOException {
        long before = program.info().runCount();
        Files.readString(Path.of("/proc/self/comm"));
        return program.info().runCount() != before;
    }

    @Test
    void refusesWhatDoesNotExistOrFit() {
        try (Program program = TinyPrograms.load("tracepoint", ProgramType.TRACEPOINT);
                Program xdp = TinyPrograms.load("xdp", ProgramType.XDP)) {
            assertThatThrownBy(() -> TracepointLink.attach(program, "syscalls/sys_enter_nothing"))
                    .isInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> TracepointLink.attach(xdp, "syscalls/sys_enter_openat"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tracepoint syscalls/sys_enter_openat takes programs of type TRACEPOINT,"
                            + " and xdp is XDP");
        }
    }
}
