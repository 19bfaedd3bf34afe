package dev.skep.bpf.link;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program in a netkit device, the virtual cable whose packets programs decide on before any queue.
 *
 * <p>BPF_NETKIT_PRIMARY, BPF_NETKIT_PEER by BPF_LINK_CREATE, since Linux 6.7 (CONFIG_NETKIT). Both ends' programs are attached at the
 * primary device, which is on the host's side, so that the far end cannot remove its own. Needs CAP_NET_ADMIN; ENXIO and EACCES say
 * that the device is no netkit, or is the peer.
 */
public final class NetkitLink extends KernelLink {
    private NetkitLink(Fd fd, String hook) {
        super(fd, ProgramType.SCHED_CLS, hook);
    }

    /**
     * Attaches.
     *
     * @param interfaceIndex of the primary device
     * @param peer whether it sees what the peer sends; otherwise what the primary sends
     */
    public static NetkitLink attach(Program program, int interfaceIndex, boolean peer, LinkOrder order) {
        String hook = "netkit " + (peer ? "peer" : "primary") + " of interface " + interfaceIndex;
        Devices.check(interfaceIndex);
        Attachment.require(program, ProgramType.SCHED_CLS, hook);
        AttachType type = peer ? AttachType.NETKIT_PEER : AttachType.NETKIT_PRIMARY;
        return new NetkitLink(
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
    public static NetkitLink open(Path path) {
        Fd fd = LinkPin.open(path, LinkPin.NETKIT);
        return new NetkitLink(
                fd, "netkit of interface " + LinkState.read(fd, fd.what()).target());
    }

    /** The device it is on; 0 once that is gone. */
    public int interfaceIndex() {
        return state().target();
    }
}
