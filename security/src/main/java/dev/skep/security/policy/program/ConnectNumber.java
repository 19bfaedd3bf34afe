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

    private static final String[] NAMES = {"family", "port", "address", "address", "address", "type", "protocol"};

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
        return NAMES[position] + " to connect to";
    }
}
