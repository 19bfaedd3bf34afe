package dev.skep.compiler.internal.ir;

/** {@code -operand} in a width. */
public final class Negate extends Instruction {
    private final Width width;

    Negate(int id, SourcePosition position, Width width, Value operand) {
        super(id, position, operand);
        this.width = width;
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
        return "negate." + width.bits() + " " + operandList();
    }
}
