package dev.skep.security.policy.program;

/**
 * A member that is a number.
 *
 * @param from the struct that it lies in
 * @param offset bytes from its start
 * @param bytes of the member: 1, 2, 4 or 8
 * @param signed whether the sign is extended
 * @param bitOffset of a bit-field, its first bit within the bytes
 * @param bits of a bit-field, its width; 0 of others
 * @param name the way to it
 */
public record MemberNumber(
        StructReader from, int offset, int bytes, boolean signed, int bitOffset, int bits, String name)
        implements NumberReader {
    @Override
    public long read(HookContext context) {
        if (bits == 0) {
            return from.read(context).number(offset, bytes, signed);
        }
        long up = from.read(context).number(offset, bytes, false) << (Long.SIZE - bitOffset - bits);
        return signed ? up >> (Long.SIZE - bits) : up >>> (Long.SIZE - bits);
    }

    @Override
    public int cost() {
        return from.cost() + Cost.LOAD;
    }

    @Override
    public String toString() {
        return name;
    }
}
