package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Require;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.BinaryPath;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
final class UprobeCounterTest {
    private static final int SELF = (int) ProcessHandle.current().pid();
    private static final long COUNTER = 0x10;

    /** A library that no process maps, so that no memory is counted in. */
    @TempDir
    Path folder;

    private Path library;
    private UprobePlace getcwd;
    private UprobePlace execve;

    @BeforeEach
    void copy() throws Exception {
        Require.feature(KernelFeature.USDT_SEMAPHORE);
        library = Files.copy(BinaryPath.find("libc").orElseThrow(), folder.resolve("lib.so"));
        try (ElfFile file = ElfFile.open(library)) {
            getcwd = UprobePlace.in(file, "getcwd", 0);
            execve = UprobePlace.in(file, "execve", 0);
        }
    }

    private String refusal(String counters) {
        return "uprobe at getcwd in " + library + " is not available: another program is attached at offset 0x"
                + Long.toHexString(getcwd.fileOffset()) + " of the file " + counters
                + " (EINVAL). All that watch a place raise one counter, by which the traced program knows that somebody does:"
                + " name the same one, or detach the other";
    }

    @Test
    void saysThatAnotherProgramRaisesNoCounter() {
        try (Program program = TinyPrograms.load("uprobe", ProgramType.KPROBE);
                UprobeLink first = UprobeLink.attach(program, library, getcwd, SELF, false)) {
            assertThat(first.places()).containsExactly("getcwd");
            UprobePlace counted = getcwd.withSemaphore(COUNTER);
            assertThatThrownBy(() -> UprobeLink.attach(program, library, counted, SELF, false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessage(refusal("with another reference counter than the one at 0x10, or with none"));
        }
    }

    @Test
    void saysThatAnotherProgramRaisesACounter() {
        try (Program program = TinyPrograms.load("uprobe", ProgramType.KPROBE);
                UprobeLink first = UprobeLink.attach(program, library, getcwd.withSemaphore(COUNTER), SELF, false)) {
            assertThat(first.places()).containsExactly("getcwd");
            assertThatThrownBy(() -> UprobeLink.attach(program, library, getcwd, SELF, false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessage(refusal("with a reference counter, and this one names none"));
        }
    }

    @Test
    void namesTheOneOfManyPlacesThatHasAnotherCounter() {
        Require.feature(KernelFeature.UPROBE_MULTI);
        try (Program program = TinyPrograms.load("uprobe", ProgramType.KPROBE);
                Program many = Program.load(TinyPrograms.returning("uprobes", ProgramType.KPROBE, 0)
                        .attachType(AttachType.TRACE_UPROBE_MULTI)
                        .build());
                UprobeLink first = UprobeLink.attach(program, library, getcwd.withSemaphore(COUNTER), SELF, false)) {
            assertThat(first.places()).containsExactly("getcwd");
            assertThatThrownBy(() -> UprobeMultiLink.attach(many, library, List.of(execve, getcwd), false))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessage(refusal("with a reference counter, and this one names none"));
        }
    }

    @Test
    void leavesOtherMistakesAsTheyAre() throws Exception {
        UprobePlace beyond = UprobePlace.at(Files.size(library) + 1);
        try (Program program = TinyPrograms.load("uprobe", ProgramType.KPROBE)) {
            for (UprobePlace wrong : List.of(beyond, getcwd.withSemaphore(COUNTER + 1))) {
                assertThatThrownBy(() -> UprobeLink.attach(program, library, wrong, SELF, false))
                        .isInstanceOf(SyscallException.class)
                        .hasMessageContaining("EINVAL");
            }
        }
    }
}
