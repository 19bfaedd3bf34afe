package dev.skep.bpf.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.program.ProgramInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
final class KernelFeaturesTest {
    @ParameterizedTest
    @EnumSource
    void rootGetsACertainAnswerOnOneLine(KernelFeature feature) {
        Support support = KernelFeatures.of(feature);
        assertThat(support).isNotInstanceOf(Support.Inconclusive.class);
        assertThat(support.reason()).isNotBlank().doesNotContain("\n");
        assertThat(KernelFeatures.of(feature)).isSameAs(support);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TRACEPOINT",
                "RAW_TRACEPOINT",
                "TP_BTF",
                "UPROBE",
                "PERF_EVENT",
                "XDP",
                "SYSCALL",
                "RING_BUFFER",
                "ITERATOR",
                "USDT_SEMAPHORE",
                "ATTACH_COOKIE"
            })
    void whatEveryKernelOfOursHasIsFound(KernelFeature feature) {
        assertThat(KernelFeatures.of(feature)).isInstanceOf(Support.Supported.class);
    }

    @Test
    void kprobesAreThereWhereTheirEventSourceIs() {
        assertThat(KernelFeatures.of(KernelFeature.KPROBE).isSupported())
                .isEqualTo(Files.exists(Path.of("/sys/bus/event_source/devices/kprobe")));
    }

    @Test
    void leavesNoProgramBehind() {
        KernelFeatures.all();
        for (int id = ProgramInfo.nextId(0); id != 0; id = ProgramInfo.nextId(id)) {
            assertThat(ProgramInfo.ofId(id).map(ProgramInfo::name).orElse("")).isNotEqualTo("skep_probe");
        }
    }
}
