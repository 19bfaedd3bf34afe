package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class RawTracepointLinkTest {
    @Test
    void runsTheProgram() {
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = TinyPrograms.load("raw_tracepoint", ProgramType.RAW_TRACEPOINT);
                RawTracepointLink link = RawTracepointLink.attach(program, "sys_enter")) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo("raw tracepoint sys_enter");
            TinyPrograms.awaitRunsBeyond(program, 0);
        }
    }

    @Test
    void saysThatThereIsNoSuchTracepoint() {
        try (Program program = TinyPrograms.load("raw_tracepoint", ProgramType.RAW_TRACEPOINT)) {
            assertThatThrownBy(() -> RawTracepointLink.attach(program, "no_such_event"))
                    .isInstanceOf(SyscallException.class)
                    .hasMessage("bpf(BPF_RAW_TRACEPOINT_OPEN) raw tracepoint no_such_event:"
                            + " ENOENT (no such file or directory): no tracepoint of that name");
        }
    }
}
