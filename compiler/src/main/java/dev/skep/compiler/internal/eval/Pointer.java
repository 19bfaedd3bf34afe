package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;

/**
 * A reference to memory, seen through a struct interface.
 *
 * @param base the register that holds the address
 * @param offset bytes from the base; added to loads and stores, so that the checked register stays the one that is used
 * @param region the kind of memory
 * @param type the interface whose methods are the fields
 * @param length how many bytes may be used, where that is not the type's size: the capacity of Bytes; 0 if unknown
 * @param nullability whether it may be null
 */
public record Pointer(Value base, int offset, Region region, Class<?> type, int length, Nullability nullability)
        implements Abstract {

    /** Whether a pointer may be null. */
    public enum Nullability {
        NEVER,
        /** It may be, and the verifier demands a check before it is used. */
        UNCHECKED,
        /** It may be, and reading through it gives 0 then: kernel pointers. */
        TOLERATED
    }

    Pointer nonNull() {
        return new Pointer(base, offset, region, type, length, Nullability.NEVER);
    }

    Pointer as(Class<?> newType) {
        return new Pointer(base, offset, region, newType, length, nullability);
    }

    Pointer sized(int bytes) {
        return new Pointer(base, offset, region, type, bytes, nullability);
    }

    @SuppressWarnings("ReferenceEquality") // two computations are never one; stack addresses are made anew at each use
    private boolean sameBase(Value other) {
        return base == other || (base instanceof StackAddress && base.equals(other));
    }

    /** Whether both are the same address, whatever is known of its being null. */
    boolean sameAddress(Pointer other) {
        return sameBase(other.base) && offset == other.offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pointer p
                && sameAddress(p)
                && region == p.region
                && type == p.type
                && length == p.length
                && nullability == p.nullability;
    }

    @Override
    public int hashCode() {
        return (base instanceof StackAddress ? base.hashCode() : System.identityHashCode(base)) + offset;
    }
}
