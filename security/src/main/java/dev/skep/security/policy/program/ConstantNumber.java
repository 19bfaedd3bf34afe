package dev.skep.security.policy.program;

/**
 * A number that is known.
 *
 * @param value the number
 */
public record ConstantNumber(long value) implements NumberReader {
    /** Its lowest bytes. */
    public ConstantNumber cut(int bytes, boolean signed) {
        return new ConstantNumber(ArgumentNumber.cut(value, bytes, signed));
    }

    @Override
    public long read(HookContext context) {
        return value;
    }

    @Override
    public int cost() {
        return 0;
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
