package dev.skep.compiler.internal.ir;

/** The address of a byte in a {@link StackSlot}. */
public final class StackAddress extends Value {
    private final StackSlot slot;
    private final int offset;

    /** The address of byte {@code offset} of {@code slot}. */
    public StackAddress(StackSlot slot, int offset) {
        this.slot = slot;
        this.offset = offset;
    }

    /** The slot pointed into. */
    public StackSlot slot() {
        return slot;
    }

    /** Bytes from the slot's start. */
    public int offset() {
        return offset;
    }

    @Override
    public Width width() {
        return Width.W64;
    }

    @Override
    public boolean rematerializable() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackAddress s && s.slot == slot && s.offset == offset;
    }

    @Override
    public int hashCode() {
        return slot.id() * 31 + offset;
    }

    @Override
    public String toString() {
        return "&" + slot + (offset == 0 ? "" : "+" + offset);
    }
}
