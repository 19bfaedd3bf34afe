package dev.skep.compiler.internal.ir;

/** Widens the lowest {@code fromBits} of the operand, with its sign or with zeros, to {@link #width()}. */
public final class Extend extends Instruction {
    private final int fromBits;
    private final boolean signed;
    private final Width width;

    Extend(int id, SourcePosition position, Value operand, int fromBits, boolean signed, Width width) {
        super(id, position, operand);
        this.fromBits = fromBits;
        this.signed = signed;
        this.width = width;
    }

    /** 8, 16 or 32. */
    public int fromBits() {
        return fromBits;
    }

    /** Whether the sign is copied upwards. */
    public boolean signed() {
        return signed;
    }

    /** The result for a known operand, sign-extended to 64 bits for W32. */
    public long evaluate(long operand) {
        int unused = Long.SIZE - fromBits;
        long extended = signed ? operand << unused >> unused : operand << unused >>> unused;
        return width == Width.W32 ? (int) extended : extended;
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
        return (signed ? "sign" : "zero") + "_extend." + fromBits + "to" + width.bits() + " " + operandList();
    }
}
