package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;

/**
 * A program that decides on each packet an interface receives. Since Linux 5.9 (BPF_LINK_CREATE with BPF_XDP); needs
 * CAP_NET_ADMIN. One program at a time: EBUSY says that another is there. The end of the device or of its network namespace ends the
 * attachment, but not the link.
 */
public final class XdpLink implements ReplaceableLink {
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

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        fd.close();
    }
}
