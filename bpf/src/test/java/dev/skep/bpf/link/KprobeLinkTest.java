package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Require;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
final class KprobeLinkTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsAtAKernelFunction(boolean onReturn) throws Exception {
        Require.feature(KernelFeature.KPROBE);
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = TinyPrograms.load("kprobe", ProgramType.KPROBE);
                KprobeLink link = KprobeLink.attach(program, "do_sys_openat2", onReturn)) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo(onReturn ? "kretprobe do_sys_openat2" : "kprobe do_sys_openat2");
            Files.readString(Path.of("/proc/self/comm"));
            TinyPrograms.awaitRunsBeyond(program, 0);
        }
    }

    @Test
    void saysThatThisKernelHasNone() {
        Require.without(KernelFeature.KPROBE);
        try (Program program = TinyPrograms.load("kprobe", ProgramType.KPROBE)) {
            assertThatThrownBy(() -> KprobeLink.attach(program, "do_sys_openat2", false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageStartingWith("kprobe is not available: this kernel has no ");
        }
    }
}
