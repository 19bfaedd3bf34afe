package dev.skep.bpf.link;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program at a device's traffic control, one of several there in an order that each chooses.
 *
 * <p>BPF_TCX_INGRESS, BPF_TCX_EGRESS by BPF_LINK_CREATE, since Linux 6.6; {@link ClsactLink} is for kernels before. Needs
 * CAP_NET_ADMIN. The end of the device or of its network namespace ends the attachment, but not the link.
 */
public final class TcxLink extends KernelLink {
    private TcxLink(Fd fd, String hook) {
        super(fd, ProgramType.SCHED_CLS, hook);
    }

    /**
     * Attaches behind all programs that are there.
     *
     * @param interfaceIndex in this process's network namespace
     */
    public static TcxLink attach(Program program, int interfaceIndex, Direction direction) {
        return attach(program, interfaceIndex, direction, LinkOrder.LAST);
    }

    /**
     * Attaches.
     *
     * @param interfaceIndex in this process's network namespace
     * @throws UnsupportedFeatureException on kernels before 6.6
     */
    public static TcxLink attach(Program program, int interfaceIndex, Direction direction, LinkOrder order) {
        String hook = "tcx " + direction.word() + " of interface " + interfaceIndex;
        Devices.check(interfaceIndex);
        Attachment.require(program, ProgramType.SCHED_CLS, hook);
        AttachType type = direction == Direction.INGRESS ? AttachType.TCX_INGRESS : AttachType.TCX_EGRESS;
        return new TcxLink(
                BpfSyscall.open(
                        BpfCommand.LINK_CREATE, order.attributes(program.fd(), interfaceIndex, type.number()), hook),
                hook);
    }

    /**
     * Opens a link that was {@linkplain #pin pinned}; closing it then detaches nothing.
     *
     * @param path in a BPF file system
     * @throws dev.skep.bpf.SyscallException ENOENT when nothing is pinned there
     * @throws IllegalArgumentException when a link of another kind is
     */
    public static TcxLink open(Path path) {
        Fd fd = LinkPin.open(path, LinkPin.TCX);
        return new TcxLink(
                fd, "tcx of interface " + LinkState.read(fd, fd.what()).target());
    }

    /** The device it is on; 0 once that is gone. */
    public int interfaceIndex() {
        return state().target();
    }
}
