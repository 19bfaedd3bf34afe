package dev.skep.security.policy.program;

/**
 * A number whose bytes are in the order of the network.
 *
 * @param number as the machine takes it
 * @param bytes 2, 4 or 8
 */
public record SwappedNumber(NumberReader number, int bytes) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return MemoryNumber.swapped(number.read(context), bytes);
    }

    @Override
    public int cost() {
        return number.cost();
    }

    @Override
    public String toString() {
        return number.toString();
    }
}
