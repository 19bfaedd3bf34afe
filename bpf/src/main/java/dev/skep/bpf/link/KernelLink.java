package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A link of the kernel's own kind, behind one descriptor, that can exchange its program: what the links of devices, cgroups and network
 * namespaces have in common. What may change is asked of the kernel each time. Safe for every thread.
 */
public abstract sealed class KernelLink implements ReplaceableLink, PinnableLink
        permits XdpLink, TcxLink, NetkitLink, CgroupLink, LsmCgroupLink, NamespaceLink {
    private final Fd fd;
    private final ProgramType type;
    private final String hook;

    KernelLink(Fd fd, ProgramType type, String hook) {
        this.fd = fd;
        this.type = type;
        this.hook = hook;
    }

    /** Its id, by which bpftool knows it, and for the {@link LinkOrder order} of others. */
    public final int id() {
        return state().id();
    }

    /** The id of the program that is attached now. */
    public final int programId() {
        return state().programId();
    }

    final LinkState state() {
        return LinkState.read(fd, hook);
    }

    @Override
    public final void replace(Program next) {
        Attachment.require(next, type, hook);
        Attachment.replace(fd, next, hook);
    }

    /**
     * Detaches the program now, whoever else holds the link open or has pinned it (BPF_LINK_DETACH, since Linux 5.9): it is then as one
     * whose device, cgroup or namespace is gone.
     */
    public final void detach() {
        BpfSyscall.run(
                BpfCommand.LINK_DETACH, CallBuffer.allocate(Integer.BYTES).u32(0, fd.number()), hook);
    }

    @Override
    public final void pin(Path path) {
        LinkPin.pin(fd, path);
    }

    @Override
    public final String hook() {
        return hook;
    }

    @Override
    public final void close() {
        fd.close();
    }
}
