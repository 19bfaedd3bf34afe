package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program that decides on each packet an interface receives. Since Linux 5.9 (BPF_LINK_CREATE with BPF_XDP); needs
 * CAP_NET_ADMIN. One program at a time: EBUSY says that another is there. The end of the device or of its network namespace ends the
 * attachment, but not the link.
 */
public final class XdpLink implements PinnableLink {
    private final Fd fd;
    private final String hook;

    private XdpLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /**
     * Attaches.
     *
     * @param interfaceIndex as /sys/class/net/NAME/ifindex says, in this process's network namespace
     * @throws UnsupportedFeatureException when the device's driver cannot do what {@code mode} asks for
     */
    public static XdpLink attach(Program program, int interfaceIndex, XdpMode mode) {
        String hook = "xdp on interface " + interfaceIndex;
        Devices.check(interfaceIndex);
        Attachment.require(program, ProgramType.XDP, hook);
        try {
            return new XdpLink(
                    Attachment.create(program, interfaceIndex, AttachType.XDP.number(), mode.flags(), hook), hook);
        } catch (SyscallException failure) {
            throw failure.is(Errno.EOPNOTSUPP) || (mode == XdpMode.HARDWARE && failure.is(Errno.EINVAL))
                    ? new UnsupportedFeatureException(hook + ", " + mode.words(), mode.whenRefused())
                    : failure;
        }
    }

    /**
     * Opens a link that was {@linkplain #pin pinned}; closing it then detaches nothing.
     *
     * @param path in a BPF file system
     * @throws dev.skep.bpf.SyscallException ENOENT when nothing is pinned there
     * @throws IllegalArgumentException when a link of another kind is
     */
    public static XdpLink open(Path path) {
        return of(LinkPin.open(path, LinkPin.XDP));
    }

    /**
     * Opens the link of this id, whoever made it (BPF_LINK_GET_FD_BY_ID, since Linux 5.8, needs CAP_SYS_ADMIN); empty when there is none
     * any more. It stays attached as long as this object or its maker holds it.
     *
     * @throws IllegalArgumentException when it is of another kind
     */
    public static Optional<XdpLink> open(int id) {
        return LinkPin.open(id, LinkPin.XDP).map(XdpLink::of);
    }

    private static XdpLink of(Fd fd) {
        return new XdpLink(
                fd, "xdp on interface " + LinkState.read(fd, fd.what()).target());
    }

    /** Its id, by which bpftool knows it. */
    public int id() {
        return LinkState.read(fd, hook).id();
    }

    /** The id of the program that is attached now. */
    public int programId() {
        return LinkState.read(fd, hook).programId();
    }

    /** The device it is on; 0 once that is gone. */
    public int interfaceIndex() {
        return LinkState.read(fd, hook).target();
    }

    @Override
    public void replace(Program next) {
        Attachment.require(next, ProgramType.XDP, hook);
        Attachment.replace(fd, next, hook);
    }

    /**
     * Detaches the program now, whoever else holds the link open or has pinned it (BPF_LINK_DETACH, since Linux 5.9): it is then as one
     * whose device is gone.
     */
    public void detach() {
        BpfSyscall.run(
                BpfCommand.LINK_DETACH, CallBuffer.allocate(Integer.BYTES).u32(0, fd.number()), hook);
    }

    @Override
    public void pin(Path path) {
        LinkPin.pin(fd, path);
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
