package dev.skep.bpf.link;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/**
 * A program among iptables' and nftables' at a netfilter hook of this process's network namespace.
 *
 * <p>BPF_NETFILTER, since Linux 6.4 (CONFIG_NETFILTER_BPF_LINK). The kernel exchanges no program of such a link: attach the next
 * and close this one. The end of the namespace ends the attachment, but not the link.
 */
public final class NetfilterLink implements Link {
    private static final int ATTRIBUTES_SIZE = 32;
    private static final int ATTACH_TYPE = 8;
    private static final int FAMILY = 16;
    private static final int HOOK = 20;
    private static final int PRIORITY = 24;
    private static final int FLAGS = 28;
    private static final int BPF_F_NETFILTER_IP_DEFRAG = 1;

    /** Packets of one protocol family. */
    public enum Family {
        /** NFPROTO_IPV4. */
        IPV4(2),
        /** NFPROTO_IPV6. */
        IPV6(10);

        private final int number;

        Family(int number) {
            this.number = number;
        }
    }

    /** Where in the network stack, in the order of enum nf_inet_hooks. */
    public enum Place {
        /** NF_INET_PRE_ROUTING. */
        PRE_ROUTING,
        /** NF_INET_LOCAL_IN. */
        LOCAL_IN,
        /** NF_INET_FORWARD. */
        FORWARD,
        /** NF_INET_LOCAL_OUT. */
        LOCAL_OUT,
        /** NF_INET_POST_ROUTING. */
        POST_ROUTING
    }

    private final Fd fd;
    private final String hook;

    private NetfilterLink(Fd fd, String hook) {
        this.fd = fd;
        this.hook = hook;
    }

    /**
     * Attaches.
     *
     * @param priority among the others of the hook, lower ones first; the kernel keeps {@link Integer#MIN_VALUE} and
     *     {@link Integer#MAX_VALUE} to itself, and takes one program for each number (EBUSY)
     * @param defragment whether the program sees whole packets only (BPF_F_NETFILTER_IP_DEFRAG, since Linux 6.6); needs a priority above
     *     -400
     */
    public static NetfilterLink attach(Program program, Family family, Place place, int priority, boolean defragment) {
        String hook = "netfilter " + place + " of " + family + " at priority " + priority;
        Attachment.require(program, ProgramType.NETFILTER, hook);
        CallBuffer attributes = CallBuffer.allocate(ATTRIBUTES_SIZE)
                .u32(0, program.fd())
                .u32(ATTACH_TYPE, AttachType.NETFILTER.number())
                .u32(FAMILY, family.number)
                .u32(HOOK, place.ordinal())
                .u32(PRIORITY, priority)
                .u32(FLAGS, defragment ? BPF_F_NETFILTER_IP_DEFRAG : 0);
        return new NetfilterLink(BpfSyscall.open(BpfCommand.LINK_CREATE, attributes, hook), hook);
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
