package dev.skep.security.policy.program;

/**
 * The lowest bytes of a number.
 *
 * @param whole the number
 * @param bytes that count: 1, 2 or 4
 * @param signed whether the sign is extended
 */
public record CutNumber(NumberReader whole, int bytes, boolean signed) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return ArgumentNumber.cut(whole.read(context), bytes, signed);
    }

    @Override
    public int cost() {
        return whole.cost();
    }

    @Override
    public String toString() {
        return whole.toString();
    }
}
