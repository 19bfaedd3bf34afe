package dev.skep.bpf.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.VerifierException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
    @Test
    void whatTheKernelDoesNotKnowIsNotSupported() {
        assertThat(outcome(new SyscallException("bpf(BPF_LINK_CREATE)", "", 22)))
                .isInstanceOf(Support.NotSupported.class);
        assertThat(outcome(new VerifierException("program x", 22, List.of("unknown opcode"))))
                .isInstanceOf(Support.NotSupported.class);
        assertThat(outcome(new UnsupportedFeatureException("kprobe", "built without")))
                .isEqualTo(new Support.NotSupported("built without"));
    }

    @Test
    void wantOfMemoryOrDescriptorsSaysNothingAboutTheKernel() {
        assertThat(outcome(new SyscallException("bpf(BPF_MAP_CREATE)", "", 12)))
                .isInstanceOf(Support.Inconclusive.class);
        assertThat(outcome(new SyscallException("bpf(BPF_MAP_CREATE)", "", 24)))
                .isInstanceOf(Support.Inconclusive.class);
        assertThat(outcome(new MalformedInputException("BTF", 0, "cut"))).isInstanceOf(Support.Inconclusive.class);
    }

    @Test
    void aListOfSecurityModulesIsReadByWords() {
        assertThat(LsmProbe.lists("lockdown,capability,bpf")).isTrue();
        assertThat(LsmProbe.lists("lockdown,bpfilter")).isFalse();
        assertThat(LsmProbe.lists("")).isFalse();
    }

    private static Support outcome(KernelException failure) {
        return Outcome.of(() -> {
            throw failure;
        });
    }
}
