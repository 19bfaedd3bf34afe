package dev.skep.compiler.internal.ir;

/** Writes the lowest {@code size} bytes of a value at {@code base + offset}. */
public final class Store extends Instruction {
    private final int offset;
    private final int size;

    Store(int id, SourcePosition position, Value base, int offset, int size, Value value) {
        super(id, position, base, value);
        this.offset = offset;
        this.size = size;
    }

    /** The address that the offset counts from. */
    public Value base() {
        return operand(0);
    }

    /** What is written. */
    public Value value() {
        return operand(1);
    }

    /** Bytes from the base. */
    public int offset() {
        return offset;
    }

    /** 1, 2, 4 or 8 bytes. */
    public int size() {
        return size;
    }

    @Override
    public Width width() {
        return Width.W64;
    }

    @Override
    public boolean hasResult() {
        return false;
    }

    @Override
    public boolean removable() {
        return false;
    }

    @Override
    protected String describe() {
        return "store." + size * 8 + " [" + base() + "+" + offset + "], " + value();
    }
}
