package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.symbol.KernelFunctions;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.List;

/**
 * A program at the entry or the return of a kernel function.
 *
 * <p>Since Linux 5.15 (perf_event_open with the kprobe source, BPF_LINK_CREATE), on kernels built with CONFIG_KPROBES.
 */
public final class KprobeLink implements PinnableLink {
    private final Fd fd;
    private final String hook;
    private final String function;

    private KprobeLink(Fd fd, String hook, String function) {
        this.fd = fd;
        this.hook = hook;
        this.function = function;
    }

    /**
     * Attaches.
     *
     * @param function as /proc/kallsyms names it
     * @param onReturn whether to run when the function returns
     * @throws UnsupportedFeatureException when this kernel has no kprobes, or no such function
     */
    public static KprobeLink attach(Program program, String function, boolean onReturn) {
        return attach(program, function, onReturn, 0);
    }

    /**
     * Attaches.
     *
     * @param cookie what bpf_get_attach_cookie answers
     * @throws UnsupportedFeatureException when this kernel has no kprobes, or no such function
     */
    public static KprobeLink attach(Program program, String function, boolean onReturn, long cookie) {
        String hook = (onReturn ? "kretprobe " : "kprobe ") + function;
        Attachment.require(program, ProgramType.KPROBE, hook);
        Fd link = Attachment.create(program, event(function, onReturn, hook), cookie, hook);
        return new KprobeLink(link, hook, function);
    }

    private static Fd event(String function, boolean onReturn, String hook) {
        try {
            return new ProbeSource("kprobe").event(onReturn).target(function).open(-1, 0, hook);
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOENT)) {
                throw KernelFunctions.missing(function);
            }
            throw failure;
        }
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public List<String> places() {
        return List.of(function);
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
