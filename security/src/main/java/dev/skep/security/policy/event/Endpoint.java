package dev.skep.security.policy.event;

/**
 * An address and a port.
 *
 * @param high the first eight bytes of an IPv6 address, 0 for IPv4
 * @param low the last eight bytes of an IPv6 address; the four bytes of an IPv4 address, most significant first
 * @param ip6 whether it is an IPv6 address
 * @param port 0 to 65535
 */
public record Endpoint(long high, long low, boolean ip6, int port) {
    private static final int GROUPS = 8;

    /** The unspecified IPv4 address with port 0. */
    public static final Endpoint NONE = new Endpoint(0, 0, false, 0);

    /** The address as RFC 5952 writes it. */
    public String address() {
        if (!ip6) {
            return (low >>> 24 & 0xff) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        if (high == 0 && low >>> 32 == 0xffffL) {
            return "::ffff:" + new Endpoint(0, low & 0xffff_ffffL, false, 0).address();
        }
        int from = 0;
        int length = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - start > length) {
                from = start;
                length = end - start;
            }
        }
        return length == 1 ? groups(0, GROUPS) : groups(0, from) + "::" + groups(from + length, GROUPS);
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> (48 - index % (GROUPS / 2) * 16)) & 0xffff;
    }

    /** {@code 10.0.0.1:443} or {@code [fe80::1]:443}. */
    @Override
    public String toString() {
        return ip6 ? "[" + address() + "]:" + port : address() + ":" + port;
    }
}
