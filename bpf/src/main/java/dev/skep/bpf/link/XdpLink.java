package dev.skep.bpf.link;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;

/**
 * A program that decides on each packet an interface receives. Since Linux 5.9 (BPF_LINK_CREATE with BPF_XDP); needs
 * CAP_NET_ADMIN. One program at a time: EBUSY says that another is there.
 */
public final class XdpLink implements Link {
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
     */
    public static XdpLink attach(Program program, int interfaceIndex, XdpMode mode) {
        String hook = "xdp on interface " + interfaceIndex;
        if (interfaceIndex <= 0) {
            throw new IllegalArgumentException("interface index " + interfaceIndex + " is not positive");
        }
        Attachment.require(program, ProgramType.XDP, hook);
        return new XdpLink(
                Attachment.create(program, interfaceIndex, AttachType.XDP.number(), mode.flags(), hook), hook);
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
