package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Require;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.BinaryPath;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class UprobeMultiLinkTest {
    private final Path library = BinaryPath.find("libc").orElseThrow();

    @Test
    void runsAtEachOfItsFunctions() throws Exception {
        Require.feature(KernelFeature.UPROBE_MULTI);
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = program();
                UprobeMultiLink link = UprobeMultiLink.attach(program, library, places("execve", "getcwd"), false)) {
            assertThat(statistics).isNotNull();
            assertThat(link.hook()).isEqualTo("uprobe at 2 places in " + library);
            assertThat(link.places()).containsExactly("execve", "getcwd");
            assertThat(new ProcessBuilder("/bin/pwd").start().waitFor()).isZero();
            // The launcher of processes calls execve, and pwd calls getcwd.
            TinyPrograms.awaitRunsBeyond(program, 1);
        }
    }

    @Test
    void saysWhatItCannotAttach() {
        try (Program program = program()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> UprobeMultiLink.attach(program, library, List.of(), false))
                    .withMessageContaining("nothing to attach to");
        }
        Require.without(KernelFeature.UPROBE_MULTI);
        try (Program program = program()) {
            assertThatThrownBy(() -> UprobeMultiLink.attach(program, library, places("execve"), false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageStartingWith("uprobe.multi is not available: ")
                    .hasMessageEndingWith("since Linux 6.6");
        }
    }

    private static Program program() {
        return Program.load(TinyPrograms.returning("uprobes", ProgramType.KPROBE, 0)
                .attachType(AttachType.TRACE_UPROBE_MULTI)
                .build());
    }

    private List<UprobePlace> places(String... symbols) {
        try (ElfFile file = ElfFile.open(library)) {
            return List.of(symbols).stream()
                    .map(symbol -> UprobePlace.in(file, symbol, 0))
                    .toList();
        }
    }
}
