package dev.skep.bpf.btf;

import java.util.List;

/**
 * A piece of memory seen through its type: what {@link BtfDecoder} makes of the bytes of a map's key or value.
 *
 * <p>Immutable, apart from the bytes of {@link Raw} and {@link Overlay}, which are copies of their own.
 */
public sealed interface BtfValue {

    /**
     * An integer of up to 64 bits, a bit-field among them.
     *
     * @param value sign-extended when the type is signed, zero-extended otherwise
     * @param signed whether the type is signed: if not, a negative value is a large number
     */
    record Numeric(long value, boolean signed) implements BtfValue {
        /** In decimal, as its type has it. */
        @Override
        public String toString() {
            return signed ? Long.toString(value) : Long.toUnsignedString(value);
        }
    }

    /**
     * An integer of 128 bits.
     *
     * @param high its upper half
     * @param low its lower half
     */
    record Wide(long high, long low) implements BtfValue {
        /** In hexadecimal, without leading zeros. */
        @Override
        public String toString() {
            String lower = Long.toHexString(low);
            return "0x" + (high == 0 ? lower : Long.toHexString(high) + "0".repeat(16 - lower.length()) + lower);
        }
    }

    /**
     * A {@code _Bool}.
     *
     * @param value whether any of its bits is set
     */
    record Flag(boolean value) implements BtfValue {}

    /**
     * An array of {@code char} with a zero in it, and printable ASCII before.
     *
     * @param value what stands before the zero
     */
    record Text(String value) implements BtfValue {}

    /**
     * A number of an enumeration that has a name.
     *
     * @param name of the constant
     * @param value its number
     */
    record Constant(String name, long value) implements BtfValue {}

    /**
     * A pointer.
     *
     * @param address where it points to
     */
    record Pointer(long address) implements BtfValue {}

    /**
     * A number of type float or double.
     *
     * @param value widened
     */
    record Floating(double value) implements BtfValue {}

    /**
     * The elements of an array.
     *
     * @param elements in their order
     */
    record Sequence(List<BtfValue> elements) implements BtfValue {
        /** Copies the list. */
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A structure, or the variables of a section.
     *
     * @param type its name; empty for none
     * @param members in their order, anonymous ones with an empty name
     */
    record Composite(String type, List<Member> members) implements BtfValue {
        /** Copies the list. */
        public Composite {
            members = List.copyOf(members);
        }
    }

    /**
     * A union: which of its members counts, its type does not tell.
     *
     * @param type its name; empty for none
     * @param members the same bytes as each member sees them
     * @param bytes as they are
     */
    record Overlay(String type, List<Member> members, Raw bytes) implements BtfValue {
        /** Copies the list. */
        public Overlay {
            members = List.copyOf(members);
        }
    }

    /**
     * Bytes whose type does not say what they hold.
     *
     * @param bytes in the order of memory
     */
    record Raw(List<Byte> bytes) implements BtfValue {
        /** Copies the list. */
        public Raw {
            bytes = List.copyOf(bytes);
        }
    }

    /**
     * A member of a structure or union, or a variable of a section.
     *
     * @param name empty for an anonymous one
     * @param value what it holds
     */
    record Member(String name, BtfValue value) {}
}
