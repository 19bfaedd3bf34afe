package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program at a tracepoint, called with the tracepoint's raw arguments as words (BPF_RAW_TRACEPOINT_OPEN). Since Linux
 * 4.17; needs no tracefs.
 */
public final class RawTracepointLink implements PinnableLink {
    private static final int ATTRIBUTES_SIZE = 12;
    private static final int PROGRAM = 8;

    private final Fd fd;
    private final String hook;

    private RawTracepointLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /**
     * Attaches.
     *
     * @param tracepoint its name without a category, such as "sched_process_exec"
     */
    public static RawTracepointLink attach(Program program, String tracepoint) {
        String hook = "raw tracepoint " + tracepoint;
        Attachment.require(program, ProgramType.RAW_TRACEPOINT, hook);
        CallBuffer attributes = CallBuffer.allocate(ATTRIBUTES_SIZE)
                .pointer(0, CallBuffer.of(tracepoint))
                .u32(PROGRAM, program.fd());
        return new RawTracepointLink(BpfSyscall.open(BpfCommand.RAW_TRACEPOINT_OPEN, attributes, hook), hook);
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
