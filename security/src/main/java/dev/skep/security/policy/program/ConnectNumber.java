package dev.skep.security.policy.program;

/**
 * A number of a socket that is to be connected.
 *
 * @param position which, one of the constants
 */
public record ConnectNumber(int position) implements NumberReader {
    /** {@code AF_}. */
    public static final int FAMILY = 0;

    /** The port. */
    public static final int PORT = 1;

    /** The IPv4 address as 32 bits. */
    public static final int IP4 = 2;

    /** The first eight bytes of the IPv6 address. */
    public static final int HIGH = 3;

    /** Its last eight bytes. */
    public static final int LOW = 4;

    /** {@code SOCK_}. */
    public static final int TYPE = 5;

    /** {@code IPPROTO_}. */
    public static final int PROTOCOL = 6;

    /** {@code TCP_}, of the socket. */
    public static final int STATE = 7;

    /** The mark of the socket's packets. */
    public static final int MARK = 8;

    /** Their priority. */
    public static final int PRIORITY = 9;

    /** The port that the socket is bound to; 0 for none. */
    public static final int OWN_PORT = 10;

    /** The IPv4 address that the socket is bound to, as 32 bits. */
    public static final int OWN_IP4 = 11;

    /** The first eight bytes of the IPv6 address that the socket is bound to. */
    public static final int OWN_HIGH = 12;

    /** Its last eight bytes. */
    public static final int OWN_LOW = 13;

    private static final String[] NAMES = {
        "family to connect to",
        "port to connect to",
        "address to connect to",
        "address to connect to",
        "address to connect to",
        "type of the socket",
        "protocol of the socket",
        "state of the socket",
        "mark of the socket",
        "priority of the socket",
        "port of the socket",
        "address of the socket",
        "address of the socket",
        "address of the socket"
    };

    @Override
    public long read(HookContext context) {
        return context.number(position);
    }

    @Override
    public int cost() {
        return Cost.ARGUMENT;
    }

    @Override
    public String toString() {
        return NAMES[position];
    }
}
