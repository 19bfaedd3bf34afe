package dev.skep.bpf.netlink;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.SocketCall;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket to the kernel's network configuration (NETLINK_ROUTE), in the network namespace of the thread that opens it and for good.
 * Safe for several threads, one request at a time.
 */
final class RouteSocket implements AutoCloseable {
    private static final int NETLINK_ROUTE = 0;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;
    private static final int NLM_F_DUMP = 0x300;
    private static final int NLM_F_DUMP_INTR = 0x10;
    /** The kernel makes no datagram of a list longer than this. */
    private static final int LARGEST = 32 * 1024;

    private final Fd fd;
    private final CallBuffer incoming = CallBuffer.allocate(LARGEST);
    private int sequence;

    RouteSocket() {
        fd = SocketCall.open(SocketCall.AF_NETLINK, SocketCall.SOCK_RAW, NETLINK_ROUTE, "netlink socket");
        try {
            SocketCall.option(fd.number(), SOL_NETLINK, NETLINK_EXT_ACK, 1, fd.what());
        } catch (RuntimeException failure) {
            fd.close();
            throw failure;
        }
    }

    /**
     * Makes a change and waits until it is made.
     *
     * @throws SyscallException when the kernel refuses
     */
    void change(NetlinkMessage request) {
        ask(request);
    }

    /**
     * Asks for one thing, and answers what the kernel says before it acknowledges.
     *
     * @throws SyscallException when the kernel refuses
     */
    synchronized List<NetlinkReply> ask(NetlinkMessage request) {
        int expected = send(request, NLM_F_ACK);
        List<NetlinkReply> found = new ArrayList<>();
        while (true) {
            for (NetlinkReply reply : receive()) {
                if (reply.sequence() != expected) {
                    continue;
                }
                if (reply.type() == NetlinkReply.ERROR) {
                    check(reply, request);
                    return found;
                }
                found.add(reply);
            }
        }
    }

    /** Asks for a list; again when it changed while it was told. */
    synchronized List<NetlinkReply> list(NetlinkMessage request) {
        while (true) {
            List<NetlinkReply> found = new ArrayList<>();
            if (listOnce(request, found)) {
                return found;
            }
        }
    }

    private boolean listOnce(NetlinkMessage request, List<NetlinkReply> found) {
        int expected = send(request, NLM_F_DUMP);
        boolean whole = true;
        while (true) {
            for (NetlinkReply reply : receive()) {
                if (reply.sequence() != expected) {
                    continue;
                }
                whole &= (reply.flags() & NLM_F_DUMP_INTR) == 0;
                if (reply.type() == NetlinkReply.DONE) {
                    return whole;
                }
                if (reply.type() == NetlinkReply.ERROR) {
                    check(reply, request);
                    return whole;
                }
                found.add(reply);
            }
        }
    }

    private int send(NetlinkMessage request, int flags) {
        sequence++;
        SocketCall.send(fd, CallBuffer.of(request.finish(sequence, NLM_F_REQUEST | flags)));
        return sequence;
    }

    private List<NetlinkReply> receive() {
        int length = SocketCall.receive(fd, incoming);
        return NetlinkReply.read(java.nio.ByteBuffer.wrap(incoming.copy(0, length)));
    }

    private static void check(NetlinkReply reply, NetlinkMessage request) {
        if (reply.errno() != 0) {
            String explanation = reply.explanation();
            String object = explanation.isEmpty() ? request.what() : request.what() + " (" + explanation + ")";
            throw new SyscallException("netlink", object, reply.errno());
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
