package dev.skep.security.policy.program;

/**
 * Where an address of the Internet is found; equal ones find the same.
 *
 * @param family {@code AF_}
 * @param ip4 the address as 32 bits, if it is one of IPv4
 * @param high the first eight bytes, if it is one of IPv6
 * @param low the last eight bytes
 */
public record AddressReader(NumberReader family, NumberReader ip4, NumberReader high, NumberReader low) {
    /** {@code AF_INET}. */
    public static final int AF_INET = 2;

    /** {@code AF_INET6}. */
    public static final int AF_INET6 = 10;

    @Override
    public String toString() {
        return "address at " + ip4;
    }
}
