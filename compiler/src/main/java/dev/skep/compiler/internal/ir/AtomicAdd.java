package dev.skep.compiler.internal.ir;

/** Adds a value to 4 or 8 bytes of memory in one step; the old content is not returned. */
public final class AtomicAdd extends Instruction {
    private final int offset;
    private final int size;

    AtomicAdd(int id, SourcePosition position, Value base, int offset, int size, Value value) {
        super(id, position, base, value);
        this.offset = offset;
        this.size = size;
    }

    /** The address that the offset counts from. */
    public Value base() {
        return operand(0);
    }

    /** What is added. */
    public Value value() {
        return operand(1);
    }

    /** Bytes from the base. */
    public int offset() {
        return offset;
    }

    /** 4 or 8 bytes. */
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
        return "atomic_add." + size * 8 + " [" + base() + "+" + offset + "], " + value();
    }
}
