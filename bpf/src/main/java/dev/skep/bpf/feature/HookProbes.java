package dev.skep.bpf.feature;

import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.link.IteratorLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.PerfEventLink;
import dev.skep.bpf.link.RawTracepointLink;
import dev.skep.bpf.link.TracepointLink;
import dev.skep.bpf.link.TracingLink;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;

/** Probes of the kinds of program: each is loaded, attached for a moment where that disturbs nobody, and closed. */
final class HookProbes {
    private static final String RAW_EVENT = "sched_process_exit";
    private static final String EVENT = "sched/" + RAW_EVENT;
    /** In every kernel, exported (so never inlined), and not called while anybody could notice. */
    static final String FUNCTION = "kernel_power_off";

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

    /** A security function, as those may always be told what to return; loaded only, so that nothing is decided. */
    static Support modifyReturn() {
        return loaded(ProbePrograms.loadFor(
                ProgramType.TRACING, AttachType.MODIFY_RETURN, "security_task_getpgid", BtfKind.FUNC));
    }

    static Support securityHookOfCgroup() {
        return loaded(
                ProbePrograms.loadFor(ProgramType.LSM, AttachType.LSM_CGROUP, "bpf_lsm_socket_create", BtfKind.FUNC));
    }

    static Support iterator() {
        try (Program program = ProbePrograms.loadFor(
                        ProgramType.TRACING, AttachType.TRACE_ITER, "bpf_iter_task", BtfKind.FUNC);
                Link link = IteratorLink.attach(program)) {
            return attached(link);
        }
    }

    private static Support loaded(Program loaded) {
        try (Program program = loaded) {
            return new Support.Supported("loaded " + program);
        }
    }

    private static Support tracing(AttachType attachType, String target, BtfKind kind) {
        try (Program program = ProbePrograms.loadFor(ProgramType.TRACING, attachType, target, kind);
                Link link = TracingLink.attach(program)) {
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
        try (Program program = ProbePrograms.loadWith(
                ProgramType.SOCKET_FILTER,
                Instructions.mov64Imm(Register.R0, 0),
                Instructions.movSigned64(Register.R0, Register.R0, 8))) {
            return new Support.Supported("loaded " + program + " with movsx");
        }
    }

    private static Support attached(Link link) {
        return new Support.Supported("attached " + link.hook());
    }
}
