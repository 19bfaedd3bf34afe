package dev.skep.bpf.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MappedFilesTest {
    private static final int BUILD_ID_BYTES = 20;

    @Test
    void tellsWhatAProcessMapsToBeExecuted() throws Exception {
        long before = System.nanoTime();
        List<MappedFiles.Mapping> told = new ArrayList<>();
        try (MappedFiles files = MappedFiles.open()) {
            Process process = new ProcessBuilder("/usr/bin/true").start();
            process.waitFor();
            files.drain(mapping -> {
                if (mapping.pid() == process.pid()) {
                    told.add(mapping);
                }
            });
            assertThat(files.lost()).isZero();
        }
        assertThat(told).anySatisfy(mapping -> {
            assertThat(mapping.path()).isEqualTo("/usr/bin/true");
            assertThat(mapping.buildId()).hasSize(BUILD_ID_BYTES);
            assertThat(mapping.tid()).isEqualTo(mapping.pid());
            assertThat(mapping.nanos()).isBetween(before, System.nanoTime());
        });
        assertThat(told).anySatisfy(mapping -> assertThat(mapping.path()).contains("libc"));
    }
}
