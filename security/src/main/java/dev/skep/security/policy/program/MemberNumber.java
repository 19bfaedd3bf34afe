package dev.skep.security.policy.program;

/**
 * A member that is a number.
 *
 * @param from the struct that the way begins at
 * @param path the way
 * @param bytes of the member: 1, 2, 4 or 8
 * @param signed whether the sign is extended
 * @param bitOffset of a bit-field, its first bit within the bytes
 * @param bits of a bit-field, its width; 0 of others
 */
public record MemberNumber(StructReader from, MemberPath path, int bytes, boolean signed, int bitOffset, int bits)
        implements NumberReader {
    @Override
    public long read(HookContext context) {
        long value = path.follow(from.read(context)).number(path.offset(), bytes, signed && bits == 0);
        if (bits == 0) {
            return value;
        }
        long up = value << (Long.SIZE - bitOffset - bits);
        return signed ? up >> (Long.SIZE - bits) : up >>> (Long.SIZE - bits);
    }

    @Override
    public int cost() {
        return from.cost() + path.cost();
    }

    @Override
    public String toString() {
        return from + "." + path.text();
    }
}
