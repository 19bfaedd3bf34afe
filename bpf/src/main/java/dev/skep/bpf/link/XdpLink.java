package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.netlink.DeviceState;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program that decides on each packet an interface receives. Since Linux 5.9 (BPF_LINK_CREATE with BPF_XDP); needs
 * CAP_NET_ADMIN. One program at a time: EBUSY says that another is there. The end of the device or of its network namespace ends the
 * attachment, but not the link.
 */
public final class XdpLink extends KernelLink {
    private XdpLink(Fd fd, String hook) {
        super(fd, ProgramType.XDP, hook);
    }

    /**
     * Attaches.
     *
     * @param interfaceIndex of a {@link NetworkDevice} of this process's network namespace
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

    /**
     * Where in the receive path its device runs it: what AUTO became. Empty once the device is gone, or where it is in another network
     * namespace than this thread.
     */
    public Optional<XdpMode> mode() {
        LinkState state = state();
        return state.target() == 0
                ? Optional.empty()
                : DeviceState.of(state.target()).flatMap(device -> mode(device, state.programId()));
    }

    private static Optional<XdpMode> mode(DeviceState device, int program) {
        if (device.driverProgram() == program) {
            return Optional.of(XdpMode.NATIVE);
        }
        if (device.genericProgram() == program) {
            return Optional.of(XdpMode.GENERIC);
        }
        return device.hardwareProgram() == program ? Optional.of(XdpMode.HARDWARE) : Optional.empty();
    }

    /** The device it is on; 0 once that is gone. */
    public int interfaceIndex() {
        return state().target();
    }
}
