package dev.skep.security.policy.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.SyscallException;
import org.junit.jupiter.api.Test;

class LoadedFilesTest {
    private static String refusal(int errno) {
        return String.valueOf(LoadedFiles.refusal(new SyscallException("perf_event_open", "mapped files", errno))
                .getMessage());
    }

    @Test
    void saysWhichKernelsTellOfMappedFiles() {
        assertThat(refusal(22))
                .isEqualTo(
                        "this kernel does not tell of mapped files with their build ids, as Linux 5.12 and later do");
    }

    @Test
    void saysWhyAKernelRefusesThatCouldTell() {
        assertThat(refusal(13))
                .startsWith("the kernel does not tell of mapped files: perf_event_open mapped files: EACCES");
    }
}
