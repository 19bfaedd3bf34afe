package dev.skep.compiler.internal.ir;

/**
 * Reads {@code size} bytes at {@code base + offset}, extended to 64 bits with zeros or, if signed, with the sign to
 * {@link #width()}. A load has no side effect but is not moved: what it reads may change.
 */
public final class Load extends Instruction {
    private final int offset;
    private final int size;
    private final boolean signed;
    private final Width width;
    private final String what;

    Load(int id, SourcePosition position, Value base, int offset, int size, boolean signed, Width width, String what) {
        super(id, position, base);
        this.offset = offset;
        this.size = size;
        this.signed = signed;
        this.width = width;
        this.what = what;
    }

    /** The address that the offset counts from. */
    public Value base() {
        return operand(0);
    }

    /** Bytes from the base. */
    public int offset() {
        return offset;
    }

    /** 1, 2, 4 or 8 bytes. */
    public int size() {
        return size;
    }

    /** Whether the sign is copied upwards. */
    public boolean signed() {
        return signed;
    }

    /** What is read, for listings: {@code Task.tgid}. */
    public String what() {
        return what;
    }

    @Override
    public Width width() {
        return width;
    }

    @Override
    public boolean hasResult() {
        return true;
    }

    @Override
    public boolean removable() {
        return true;
    }

    @Override
    protected String describe() {
        return "load." + (signed ? "s" : "u") + size * 8 + " [" + base() + "+" + offset + "]"
                + (what.isEmpty() ? "" : " (" + what + ")");
    }
}
