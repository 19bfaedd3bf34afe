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
final class PerfEventLinkTest {
    @Test
    void samplesEveryCpu() {
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = TinyPrograms.load("sampling", ProgramType.PERF_EVENT);
                PerfEventLink link = PerfEventLink.attach(program, 99)) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo("cpu-clock at 99 Hz");
            TinyPrograms.awaitRunsBeyond(program, 3);
        }
    }

    @Test
    void refusesACpuOrAFrequencyThatCannotBe() {
        try (Program program = TinyPrograms.load("sampling", ProgramType.PERF_EVENT)) {
            assertThatThrownBy(() -> PerfEventLink.attach(program, 60_000, 1)).isInstanceOf(SyscallException.class);
            assertThatThrownBy(() -> PerfEventLink.attach(program, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
