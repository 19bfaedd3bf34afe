package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.PerfEvent;
import dev.skep.bpf.tracefs.TraceFs;
import java.nio.file.Path;

/**
 * A program at a tracepoint, called with the tracepoint's formatted record, on every CPU and for every process.
 *
 * <p>Since Linux 5.15 (BPF_LINK_CREATE with BPF_PERF_EVENT). Needs tracefs, see {@link TraceFs}.
 */
public final class TracepointLink implements PinnableLink {
    private final Fd fd;
    private final String hook;

    private TracepointLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /**
     * Attaches.
     *
     * @param tracepoint such as "syscalls/sys_enter_openat"
     * @throws dev.skep.bpf.UnsupportedFeatureException when this kernel has no such tracepoint, or no tracefs
     */
    public static TracepointLink attach(Program program, String tracepoint) {
        return attach(program, tracepoint, 0);
    }

    /**
     * Attaches.
     *
     * @param tracepoint such as "syscalls/sys_enter_openat"
     * @param cookie what bpf_get_attach_cookie answers
     * @throws dev.skep.bpf.UnsupportedFeatureException when this kernel has no such tracepoint, or no tracefs
     */
    public static TracepointLink attach(Program program, String tracepoint, long cookie) {
        String hook = "tracepoint " + tracepoint;
        Attachment.require(program, ProgramType.TRACEPOINT, hook);
        int id = TraceFs.instance().eventId(tracepoint);
        // One event is enough: the program hangs at the tracepoint itself and runs whichever CPU hits it.
        Fd event = PerfEvent.of(PerfEvent.TYPE_TRACEPOINT, id).period(1).open(-1, 0, hook);
        return new TracepointLink(Attachment.create(program, event, cookie, hook), hook);
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
