package dev.skep.security.policy.model;

import java.util.OptionalLong;

/** A place in a program or library. */
public sealed interface UserLocation {
    /** The offset in the file of the counter that says how many watch the place; empty: there is none. */
    OptionalLong referenceCounter();

    /** Where it stands. */
    Place place();

    /**
     * A function by name.
     *
     * @param name the symbol
     * @param offset how many bytes behind its beginning ({@code name+0x10})
     * @param referenceCounter offset of the counter
     * @param place where it stands
     */
    record Symbol(String name, long offset, OptionalLong referenceCounter, Place place) implements UserLocation {}

    /**
     * An offset in the file.
     *
     * @param offset the offset in bytes, unsigned
     * @param referenceCounter offset of the counter
     * @param place where it stands
     */
    record Offset(long offset, OptionalLong referenceCounter, Place place) implements UserLocation {}

    /**
     * An address as the file's symbols and segments have it, before it is moved.
     *
     * @param address the address, unsigned
     * @param referenceCounter offset of the counter
     * @param place where it stands
     */
    record Address(long address, OptionalLong referenceCounter, Place place) implements UserLocation {}
}
