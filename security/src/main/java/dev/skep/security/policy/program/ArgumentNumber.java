package dev.skep.security.policy.program;

/**
 * An argument that is a number.
 *
 * @param position of the argument
 * @param bytes that count: 1, 2, 4 or 8
 * @param signed whether the sign is extended
 */
public record ArgumentNumber(int position, int bytes, boolean signed) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return cut(context.number(position), bytes, signed);
    }

    /** The lowest bytes of a number, extended to 64 bits. */
    static long cut(long value, int bytes, boolean signed) {
        return switch (bytes) {
            case 1 -> signed ? (byte) value : value & 0xff;
            case 2 -> signed ? (short) value : value & 0xffff;
            case 4 -> signed ? (int) value : value & 0xffff_ffffL;
            default -> value;
        };
    }

    @Override
    public int cost() {
        return Cost.ARGUMENT;
    }

    @Override
    public String toString() {
        return "arg" + position;
    }
}
