package dev.skep.bpf.program;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/**
 * While open, the kernel counts how often and how long every program of the system runs (BPF_ENABLE_STATS), which costs
 * each run some nanoseconds. Since Linux 5.8; needs CAP_SYS_ADMIN. Safe for every thread.
 */
public final class RunStatistics implements AutoCloseable {
    private static final int BPF_STATS_RUN_TIME = 0;

    private final Fd fd;

    private RunStatistics(Fd fd) {
        this.fd = fd;
    }

    /** Counts from now on; {@link ProgramInfo} tells the figures. */
    public static RunStatistics enable() {
        CallBuffer attributes = CallBuffer.allocate(4).u32(0, BPF_STATS_RUN_TIME);
        return new RunStatistics(BpfSyscall.open(BpfCommand.ENABLE_STATS, attributes, "run statistics"));
    }

    @Override
    public void close() {
        fd.close();
    }
}
