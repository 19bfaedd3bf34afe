package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Require;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class LsmCgroupLinkTest {
    @Test
    void refusesWhatIsNoCgroupAndWhatIsNoSecurityProgram() {
        Require.feature(KernelFeature.LSM_CGROUP);
        try (Program program = program();
                Program kprobe = TinyPrograms.load("kprobe", ProgramType.KPROBE)) {
            assertThatThrownBy(() -> LsmCgroupLink.attach(program, Path.of("/proc")))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("security hook of guard in /proc");
            assertThatThrownBy(() -> LsmCgroupLink.attach(program, Path.of("/no/such/cgroup")))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("/no/such/cgroup: ENOENT");
            assertThatIllegalArgumentException().isThrownBy(() -> LsmCgroupLink.attach(kprobe, Path.of("/proc")));
        }
    }

    @Test
    void saysThatTheKernelAllowsNoTrampolines() {
        Require.without(KernelFeature.LSM_CGROUP);
        assertThatThrownBy(LsmCgroupLinkTest::program)
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("trampolines");
    }

    private static Program program() {
        return Program.load(TinyPrograms.returning("guard", ProgramType.LSM, 1)
                .attachType(AttachType.LSM_CGROUP)
                .attachTo(Btf.vmlinux().find("bpf_lsm_socket_create", BtfKind.FUNC))
                .build());
    }
}
