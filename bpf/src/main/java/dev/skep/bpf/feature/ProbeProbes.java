package dev.skep.bpf.feature;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSection;
import dev.skep.bpf.link.KprobeLink;
import dev.skep.bpf.link.KprobeMultiLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.UprobeLink;
import dev.skep.bpf.link.UprobeMultiLink;
import dev.skep.bpf.link.UprobePlace;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Probes of kprobes and uprobes, one at a time and many at once. */
final class ProbeProbes {
    private static final Path SEMAPHORES = Path.of("/sys/bus/event_source/devices/uprobe/format/ref_ctr_offset");

    private ProbeProbes() {}

    static Support kprobe() {
        return attach(AttachType.NONE, program -> KprobeLink.attach(program, HookProbes.FUNCTION, false));
    }

    static Support kprobeMulti() {
        return attach(
                AttachType.TRACE_KPROBE_MULTI,
                program -> KprobeMultiLink.attach(program, List.of(HookProbes.FUNCTION), 0, false));
    }

    static Support uprobe() {
        return attach(AttachType.NONE, program -> startOfLauncher(program, 0));
    }

    static Support attachCookie() {
        return attach(AttachType.NONE, program -> startOfLauncher(program, 1));
    }

    static Support uprobeMulti() {
        return attach(
                AttachType.TRACE_UPROBE_MULTI,
                program -> UprobeMultiLink.attach(
                        program, launcher(), List.of(UprobePlace.at(firstInstruction(launcher()))), false));
    }

    static Support semaphores() {
        if (Files.exists(SEMAPHORES)) {
            return new Support.Supported("uprobe events have the format ref_ctr_offset");
        }
        return new Support.NotSupported("there is no " + SEMAPHORES);
    }

    private static Support attach(AttachType attachType, Function<Program, Link> attach) {
        try (Program program = ProbePrograms.load(ProgramType.KPROBE, attachType);
                Link link = attach.apply(program)) {
            return new Support.Supported("attached " + link.hook());
        } catch (UncheckedIOException unreadable) {
            return new Support.Inconclusive("cannot read " + unreadable.getMessage());
        }
    }

    /** The first instruction of the JVM's launcher has long run when we get here. */
    private static Link startOfLauncher(Program program, long cookie) {
        Path launcher = launcher();
        UprobePlace place = UprobePlace.at(firstInstruction(launcher)).withCookie(cookie);
        int self = (int) ProcessHandle.current().pid();
        return UprobeLink.attach(program, launcher, place, self, false);
    }

    private static Path launcher() {
        try {
            return Path.of("/proc/self/exe").toRealPath();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long firstInstruction(Path launcher) {
        try (ElfFile file = ElfFile.open(launcher)) {
            return file.section(".text")
                    .map(ElfSection::offset)
                    .orElseThrow(() -> new UnsupportedFeatureException("uprobe", launcher + " has no .text"));
        }
    }
}
