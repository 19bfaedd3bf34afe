package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Require;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
final class KprobeMultiLinkTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsAtKernelFunctions(boolean onReturn) throws Exception {
        Require.feature(KernelFeature.KPROBE_MULTI);
        List<String> functions = List.of("vfs_read", "do_sys_openat2");
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = program();
                KprobeMultiLink link = KprobeMultiLink.attach(program, functions, 0, onReturn)) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo((onReturn ? "kretprobe" : "kprobe") + " of 2 functions");
            assertThat(link.places()).isEqualTo(functions);
            Files.readString(Path.of("/proc/self/comm"));
            TinyPrograms.awaitRunsBeyond(program, 1);
        }
    }

    @Test
    void namesTheFunctionThatDoesNotExist() {
        Require.feature(KernelFeature.KPROBE_MULTI);
        try (Program program = program()) {
            assertThatThrownBy(() -> KprobeMultiLink.attach(program, List.of("vfs_read", "vfs_reat"), 0, false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageStartingWith("kernel function vfs_reat is not available")
                    .hasMessageContaining("vfs_read");
        }
    }

    @Test
    void saysThatThisKernelHasNone() {
        Require.without(KernelFeature.KPROBE_MULTI);
        try (Program program = program()) {
            assertThatThrownBy(() -> KprobeMultiLink.attach(program, List.of("vfs_read"), 0, false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageStartingWith("kprobe.multi is not available: ")
                    .hasMessageEndingWith("since Linux 5.18");
        }
    }

    private static Program program() {
        return Program.load(TinyPrograms.returning("kprobes", ProgramType.KPROBE, 0)
                .attachType(AttachType.TRACE_KPROBE_MULTI)
                .build());
    }
}
