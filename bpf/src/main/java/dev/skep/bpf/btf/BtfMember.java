package dev.skep.bpf.btf;

/**
 * A member of a structure or union.
 *
 * @param name empty for an anonymous member
 * @param typeId its type
 * @param bitOffset from the start of the structure, in bits
 * @param bitFieldSize in bits; 0 when the member is no bit-field
 */
public record BtfMember(String name, int typeId, int bitOffset, int bitFieldSize) {

    /** A member that is no bit-field, by its offset in bytes. */
    public static BtfMember at(String name, int typeId, int byteOffset) {
        return new BtfMember(name, typeId, Math.multiplyExact(byteOffset, 8), 0);
    }

    /** The offset in whole bytes: for a bit-field, of the byte where it begins. */
    public int byteOffset() {
        return bitOffset >>> 3;
    }
}
