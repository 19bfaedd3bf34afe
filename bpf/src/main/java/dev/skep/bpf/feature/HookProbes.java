package dev.skep.bpf.feature;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSection;
import dev.skep.bpf.link.KprobeLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.PerfEventLink;
import dev.skep.bpf.link.RawTracepointLink;
import dev.skep.bpf.link.TracepointLink;
import dev.skep.bpf.link.TracingLink;
import dev.skep.bpf.link.UprobeLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import java.io.IOException;
import java.nio.file.Path;

/** Probes of the kinds of program: each is loaded, attached for a moment where that disturbs nobody, and closed. */
final class HookProbes {
    private static final String RAW_EVENT = "sched_process_exit";
    private static final String EVENT = "sched/" + RAW_EVENT;
    /** In every kernel, exported (so never inlined), and not called while anybody could notice. */
    private static final String FUNCTION = "kernel_power_off";

    private HookProbes() {}

    static Support tracepoint() {
        try (Program program = ProbePrograms.load(ProgramType.TRACEPOINT, AttachType.NONE);
                Link link = TracepointLink.attach(program, EVENT)) {
            return attached(link);
        }
    }

    static Support rawTracepoint() {
        try (Program program = ProbePrograms.load(ProgramType.RAW_TRACEPOINT, AttachType.NONE);
                Link link = RawTracepointLink.attach(program, RAW_EVENT)) {
            return attached(link);
        }
    }

    static Support typedTracepoint() {
        return tracing(AttachType.TRACE_RAW_TP, "btf_trace_" + RAW_EVENT, BtfKind.TYPEDEF);
    }

    static Support functionEntry() {
        return tracing(AttachType.TRACE_FENTRY, FUNCTION, BtfKind.FUNC);
    }

    static Support functionExit() {
        return tracing(AttachType.TRACE_FEXIT, FUNCTION, BtfKind.FUNC);
    }

    private static Support tracing(AttachType attachType, String target, BtfKind kind) {
        try (Program program = ProbePrograms.loadFor(ProgramType.TRACING, attachType, target, kind);
                Link link = TracingLink.attach(program)) {
            return attached(link);
        }
    }

    static Support kprobe() {
        try (Program program = ProbePrograms.load(ProgramType.KPROBE, AttachType.NONE);
                Link link = KprobeLink.attach(program, FUNCTION, false)) {
            return attached(link);
        }
    }

    /** The first instruction of the JVM's launcher has long run when we get here. */
    static Support uprobe() {
        Path launcher;
        try {
            launcher = Path.of("/proc/self/exe").toRealPath();
        } catch (IOException unreadable) {
            return new Support.Inconclusive("cannot read " + unreadable.getMessage());
        }
        long offset;
        try (ElfFile file = ElfFile.open(launcher)) {
            offset = file.section(".text")
                    .map(ElfSection::offset)
                    .orElseThrow(() -> new UnsupportedFeatureException("uprobe", launcher + " has no .text"));
        }
        int self = (int) ProcessHandle.current().pid();
        try (Program program = ProbePrograms.load(ProgramType.KPROBE, AttachType.NONE);
                Link link = UprobeLink.attach(program, launcher, offset, self, false)) {
            return attached(link);
        }
    }

    static Support perfEvent() {
        try (Program program = ProbePrograms.load(ProgramType.PERF_EVENT, AttachType.NONE);
                Link link = PerfEventLink.attach(program, 1)) {
            return attached(link);
        }
    }

    static Support xdp() {
        try (Program program = ProbePrograms.load(ProgramType.XDP, AttachType.XDP)) {
            return new Support.Supported("loaded " + program);
        }
    }

    static Support syscall() {
        try (Program program = ProbePrograms.load(ProgramType.SYSCALL, AttachType.NONE)) {
            program.testRun(TestRun.ofContext(new byte[8]));
            return new Support.Supported("loaded and ran " + program);
        }
    }

    static Support cpuV4() {
        try (Program program = ProbePrograms.loadWith(Instructions.movSigned64(Register.R0, Register.R0, 8))) {
            return new Support.Supported("loaded " + program + " with movsx");
        }
    }

    private static Support attached(Link link) {
        return new Support.Supported("attached " + link.hook());
    }
}
