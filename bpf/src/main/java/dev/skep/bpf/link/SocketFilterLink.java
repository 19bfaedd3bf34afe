package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.SocketCall;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that sees the packets of a socket and says how many bytes of each the socket gets: 0 drops the packet for this socket
 * alone, the rest of the machine is not touched.
 *
 * <p>SO_ATTACH_BPF, since Linux 3.19. There is no kernel link behind it: the socket keeps the program.
 */
public final class SocketFilterLink implements Link {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_BPF = 50;
    private static final int SO_DETACH_FILTER = 27;
    private static final int SOCKET_ADDRESS_SIZE = 20;
    private static final int PROTOCOL = 2;
    private static final int INTERFACE_INDEX = 4;
    /** ETH_P_ALL; in the address it is in network order. */
    private static final int EVERY_PROTOCOL = 3;

    private final Runnable detach;
    private final String hook;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SocketFilterLink(Runnable detach, String hook) {
        this.detach = detach;
        this.hook = hook;
    }

    /**
     * Attaches to a packet socket of its own, which sees every packet that a device receives or sends. Nobody reads the socket, so the
     * program best returns 0 and tells what it saw through its maps. Needs CAP_NET_RAW.
     *
     * @param interfaceIndex in this process's network namespace
     */
    public static SocketFilterLink onDevice(Program program, int interfaceIndex) {
        Devices.check(interfaceIndex);
        String hook = "socket filter on interface " + interfaceIndex;
        Attachment.require(program, ProgramType.SOCKET_FILTER, hook);
        // No packet comes before the socket is bound, so none gets past the program.
        Fd packets = SocketCall.open(SocketCall.AF_PACKET, SocketCall.SOCK_RAW, 0, hook);
        try {
            attach(program, packets.number(), hook);
            CallBuffer address = CallBuffer.allocate(SOCKET_ADDRESS_SIZE)
                    .u8(0, SocketCall.AF_PACKET)
                    .u8(PROTOCOL + 1, EVERY_PROTOCOL)
                    .u32(INTERFACE_INDEX, interfaceIndex);
            SocketCall.bind(packets, address);
        } catch (RuntimeException failure) {
            packets.close();
            throw failure;
        }
        return new SocketFilterLink(packets::close, hook);
    }

    /**
     * Attaches to a socket that stays the caller's, in place of a filter that it may have. Closing detaches, if the socket is still
     * open.
     *
     * @param socket a descriptor
     */
    public static SocketFilterLink onSocket(Program program, int socket) {
        String hook = "socket filter on descriptor " + socket;
        Attachment.require(program, ProgramType.SOCKET_FILTER, hook);
        attach(program, socket, hook);
        return new SocketFilterLink(() -> detach(socket, hook), hook);
    }

    private static void attach(Program program, int socket, String hook) {
        SocketCall.option(socket, SOL_SOCKET, SO_ATTACH_BPF, program.fd(), hook);
    }

    private static void detach(int socket, String hook) {
        try {
            SocketCall.option(socket, SOL_SOCKET, SO_DETACH_FILTER, 0, hook);
        } catch (SyscallException gone) {
            if (!gone.is(Errno.ENOENT) && !gone.is(Errno.EBADF)) {
                throw gone;
            }
        }
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            detach.run();
        }
    }
}
