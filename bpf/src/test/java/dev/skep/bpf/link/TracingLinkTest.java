package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Require;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
final class TracingLinkTest {
    @Test
    void runsAtATypedTracepoint() throws IOException {
        runs(ProgramType.TRACING, AttachType.TRACE_RAW_TP, "btf_trace_sys_enter", BtfKind.TYPEDEF);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRACE_FENTRY", "TRACE_FEXIT"})
    void runsAtAKernelFunction(AttachType attachType) throws IOException {
        Require.feature(KernelFeature.FENTRY);
        runs(ProgramType.TRACING, attachType, "do_sys_openat2", BtfKind.FUNC);
    }

    @Test
    void runsAtASecurityHook() throws IOException {
        Require.feature(KernelFeature.LSM);
        runs(ProgramType.LSM, AttachType.LSM_MAC, "bpf_lsm_file_open", BtfKind.FUNC);
    }

    @Test
    void saysThatTheKernelAllowsNoTrampolines() {
        Require.without(KernelFeature.FENTRY);
        ProgramSpec spec = spec(ProgramType.TRACING, AttachType.TRACE_FENTRY, "do_sys_openat2", BtfKind.FUNC);
        assertThatThrownBy(() -> Program.load(spec))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("refused (EPERM, no verifier log)");
    }

    @Test
    void refusesProgramsWithoutATarget() {
        try (Program program = TinyPrograms.load("xdp", ProgramType.XDP)) {
            assertThatThrownBy(() -> TracingLink.attach(program)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void runs(ProgramType type, AttachType attachType, String target, BtfKind kind) throws IOException {
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = Program.load(spec(type, attachType, target, kind));
                TracingLink link = TracingLink.attach(program)) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo(attachType + " of tracing");
            // Every hook of these tests is passed when a file is opened.
            Files.readString(Path.of("/proc/self/comm"));
            TinyPrograms.awaitRunsBeyond(program, 0);
        }
    }

    private static ProgramSpec spec(ProgramType type, AttachType attachType, String target, BtfKind kind) {
        return TinyPrograms.returning("tracing", type, 0)
                .attachType(attachType)
                .attachTo(Btf.vmlinux().find(target, kind))
                .build();
    }
}
