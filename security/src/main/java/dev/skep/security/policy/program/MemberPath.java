package dev.skep.security.policy.program;

import java.util.List;

/**
 * The way from a struct to one of its members, or to one of what it points to; offsets are of the running kernel.
 *
 * @param hops pointers that are followed, in order
 * @param offset of the member, from where the last pointer leads to
 * @param text as the policy has it
 */
public record MemberPath(List<Hop> hops, int offset, String text) {
    /**
     * A pointer that is followed.
     *
     * @param offset where it lies
     * @param struct what it points to, by its name in BTF; empty where that is no struct
     */
    public record Hop(int offset, String struct) {}

    /** Copies. */
    public MemberPath {
        hops = List.copyOf(hops);
    }

    /**
     * The member as a number.
     *
     * @param from the struct that the way begins at
     * @param bytes of the member: 1, 2, 4 or 8
     * @param signed whether the sign is extended
     */
    public MemberNumber number(StructReader from, int bytes, boolean signed) {
        return bits(from, bytes, signed, 0, 0);
    }

    /**
     * As {@link #number}, of a bit-field.
     *
     * @param bitOffset its first bit within the bytes
     * @param bits its width; 0 of what is no bit-field
     */
    public MemberNumber bits(StructReader from, int bytes, boolean signed, int bitOffset, int bits) {
        return new MemberNumber(follow(from), offset, bytes, signed, bitOffset, bits, name(from));
    }

    /** The member as a struct: embedded, or what the last pointer leads to if the offset is 0. */
    public StructReader struct(StructReader from) {
        return new MemberStruct(follow(from), offset, name(from));
    }

    private StructReader follow(StructReader from) {
        StructReader at = from;
        for (Hop hop : hops) {
            at = new PointedStruct(at, hop.offset(), hop.struct());
        }
        return at;
    }

    private String name(StructReader from) {
        return from + "." + text;
    }
}
