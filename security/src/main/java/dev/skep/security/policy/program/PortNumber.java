package dev.skep.security.policy.program;

/**
 * The port of an address in memory; 0 where the address is none of the Internet, and has something else at that place.
 *
 * @param family {@code AF_}
 * @param port what stands where the Internet has the port
 */
public record PortNumber(NumberReader family, NumberReader port) implements NumberReader {
    @Override
    public long read(HookContext context) {
        long kind = family.read(context);
        return kind == AddressReader.AF_INET || kind == AddressReader.AF_INET6 ? port.read(context) : 0;
    }

    @Override
    public int cost() {
        return family.cost() + port.cost();
    }

    @Override
    public String toString() {
        return port.toString();
    }
}
