package dev.skep.bpf.link;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;

/**
 * A program at the entry or the return of a kernel function.
 *
 * <p>Since Linux 5.15 (perf_event_open with the kprobe source, BPF_LINK_CREATE), on kernels built with CONFIG_KPROBES.
 */
public final class KprobeLink implements Link {
    private final Fd fd;
    private final String hook;

    private KprobeLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /**
     * Attaches.
     *
     * @param function as /proc/kallsyms names it
     * @param onReturn whether to run when the function returns
     * @throws UnsupportedFeatureException when this kernel has no kprobes
     */
    public static KprobeLink attach(Program program, String function, boolean onReturn) {
        String hook = (onReturn ? "kretprobe " : "kprobe ") + function;
        Attachment.require(program, ProgramType.KPROBE, hook);
        Fd event = new ProbeSource("kprobe").event(onReturn).target(function).open(-1, 0, hook);
        return new KprobeLink(Attachment.create(program, event, hook), hook);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        fd.close();
    }
}
