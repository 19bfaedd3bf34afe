package dev.skep.security.policy.program;

/**
 * Bits that one number has and another has not.
 *
 * @param now the one
 * @param before the other
 */
public record CapabilitiesGained(NumberReader now, NumberReader before) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return now.read(context) & ~before.read(context);
    }

    @Override
    public int cost() {
        return now.cost() + before.cost();
    }

    @Override
    public String toString() {
        return now + " without " + before;
    }
}
