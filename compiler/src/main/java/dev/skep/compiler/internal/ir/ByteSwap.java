package dev.skep.compiler.internal.ir;

/** Reverses the lowest 2, 4 or 8 bytes of the operand; the bits above them become zero. */
public final class ByteSwap extends Instruction {
    private final int bits;

    ByteSwap(int id, SourcePosition position, Value operand, int bits) {
        super(id, position, operand);
        this.bits = bits;
    }

    /** 16, 32 or 64. */
    public int bits() {
        return bits;
    }

    /** The result for a known operand. */
    public long evaluate(long operand) {
        return Long.reverseBytes(operand) >>> (Long.SIZE - bits);
    }

    @Override
    public Width width() {
        return bits == 64 ? Width.W64 : Width.W32;
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
        return "byte_swap." + bits + " " + operandList();
    }
}
