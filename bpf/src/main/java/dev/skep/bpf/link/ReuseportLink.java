package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.SocketCall;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that chooses among the sockets which share one port by SO_REUSEPORT: which of them gets a connection or datagram.
 *
 * <p>SO_ATTACH_REUSEPORT_EBPF with BPF_PROG_TYPE_SK_REUSEPORT, since Linux 4.19; detaching since 5.3. There is no kernel link behind it:
 * the sockets keep the program, all that share the port alike.
 */
public final class ReuseportLink implements Link {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_EBPF = 52;
    private static final int SO_DETACH_REUSEPORT_BPF = 68;

    private final int socket;
    private final String hook;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ReuseportLink(int socket, String hook) {
        this.socket = socket;
        this.hook = hook;
    }

    /**
     * Attaches to the sockets of a port, in place of a program that they may have. Closing detaches, if the socket is still open.
     *
     * @param socket a descriptor of one of them, bound with SO_REUSEPORT, which stays the caller's
     */
    public static ReuseportLink attach(Program program, int socket) {
        String hook = "choice among the sockets of descriptor " + socket;
        Attachment.require(program, ProgramType.SK_REUSEPORT, hook);
        SocketCall.option(socket, SOL_SOCKET, SO_ATTACH_REUSEPORT_EBPF, program.fd(), hook);
        return new ReuseportLink(socket, hook);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            SocketCall.option(socket, SOL_SOCKET, SO_DETACH_REUSEPORT_BPF, 0, hook);
        } catch (SyscallException gone) {
            if (!gone.is(Errno.ENOENT) && !gone.is(Errno.EBADF)) {
                throw gone;
            }
        }
    }
}
