package dev.skep.compiler.internal.ir;

/** A piece of the program's 512-byte stack. Its place is chosen by the back end. */
public final class StackSlot {
    private final int id;
    private final int size;
    private final int alignment;
    private final String purpose;

    StackSlot(int id, int size, int alignment, String purpose) {
        this.id = id;
        this.size = size;
        this.alignment = alignment;
        this.purpose = purpose;
    }

    /** Number within the graph. */
    public int id() {
        return id;
    }

    /** Size in bytes. */
    public int size() {
        return size;
    }

    /** Alignment in bytes, a power of two. */
    public int alignment() {
        return alignment;
    }

    /** What it holds, for messages. */
    public String purpose() {
        return purpose;
    }

    @Override
    public String toString() {
        return "slot" + id;
    }
}
