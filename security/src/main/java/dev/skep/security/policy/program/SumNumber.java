package dev.skep.security.policy.program;

/**
 * Two numbers together: an address, and how far behind it.
 *
 * @param first one
 * @param second the other
 */
public record SumNumber(NumberReader first, NumberReader second) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return first.read(context) + second.read(context);
    }

    @Override
    public int cost() {
        return first.cost() + second.cost();
    }

    @Override
    public String toString() {
        return first + "+" + second;
    }
}
