package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program where it was loaded for: a typed tracepoint (tp_btf), the entry or exit of a kernel function (fentry, fexit),
 * or a security hook (LSM).
 *
 * <p>Since Linux 5.5, LSM since 5.7 (BPF_RAW_TRACEPOINT_OPEN without a name). All but tp_btf need BPF trampolines, and
 * LSM needs "bpf" in the kernel's list of security modules.
 */
public final class TracingLink implements PinnableLink {
    private static final int ATTRIBUTES_SIZE = 12;
    private static final int PROGRAM = 8;

    private final Fd fd;
    private final String hook;

    private TracingLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /** Attaches a program to the target that its description names. */
    public static TracingLink attach(Program program) {
        if (program.type() != ProgramType.TRACING && program.type() != ProgramType.LSM) {
            throw new IllegalArgumentException("program " + program.name() + " is " + program.type()
                    + ", and only TRACING and LSM programs know their target");
        }
        String hook = program.attachType() + " of " + program.name();
        CallBuffer attributes = CallBuffer.allocate(ATTRIBUTES_SIZE).u32(PROGRAM, program.fd());
        return new TracingLink(BpfSyscall.open(BpfCommand.RAW_TRACEPOINT_OPEN, attributes, hook), hook);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void pin(Path path) {
        LinkPin.pin(fd, path);
    }

    @Override
    public void close() {
        fd.close();
    }
}
