package dev.skep.bpf.sys;

/** socket(2) and what is done with a socket besides reading and writing its messages. */
public final class SocketCall {
    /** AF_NETLINK. */
    public static final int AF_NETLINK = 16;
    /** AF_PACKET. */
    public static final int AF_PACKET = 17;
    /** SOCK_RAW. */
    public static final int SOCK_RAW = 3;

    private static final int SOCK_CLOEXEC = 0x80000;

    private SocketCall() {}

    /**
     * Makes a socket, always close-on-exec.
     *
     * @param what what it is for, for messages
     */
    public static Fd open(int family, int type, int protocol, String what) {
        long result = Syscall.invoke(SyscallNumber.SOCKET, family, type | SOCK_CLOEXEC, protocol);
        return Fd.own((int) Syscall.checked(result, SyscallNumber.SOCKET, what), what);
    }

    /** bind(2): gives the socket an address, laid out as struct sockaddr. */
    public static void bind(Fd socket, CallBuffer address) {
        long result = Syscall.invoke(SyscallNumber.BIND, socket.number(), address.address(), address.size());
        address.keepAlive();
        Syscall.checked(result, SyscallNumber.BIND, socket.what());
    }

    /**
     * setsockopt(2) with a number.
     *
     * @param socket the descriptor of a socket that may be somebody else's
     * @param what the socket, for messages
     */
    public static void option(int socket, int level, int name, int value, String what) {
        CallBuffer number = CallBuffer.allocate(Integer.BYTES).u32(0, value);
        long result = Syscall.invoke(SyscallNumber.SETSOCKOPT, socket, level, name, number.address(), number.size(), 0);
        number.keepAlive();
        Syscall.checked(result, SyscallNumber.SETSOCKOPT, what);
    }

    /** write(2): sends one message. */
    public static void send(Fd socket, CallBuffer message) {
        long result = Syscall.invoke(SyscallNumber.WRITE, socket.number(), message.address(), message.size());
        message.keepAlive();
        Syscall.checked(result, SyscallNumber.WRITE, socket.what());
    }

    /** read(2): waits for one message; answers its length, cut to the buffer's. */
    public static int receive(Fd socket, CallBuffer message) {
        long result = Syscall.invoke(SyscallNumber.READ, socket.number(), message.address(), message.size());
        message.keepAlive();
        return (int) Syscall.checked(result, SyscallNumber.READ, socket.what());
    }
}
