package dev.skep.compiler.internal.ir;

import java.util.Locale;

/** {@code left operation right} in a width. A W32 operation reads the lower halves and leaves the upper half zero. */
public final class Binary extends Instruction {
    private final BinaryOperation operation;
    private final Width width;

    Binary(int id, SourcePosition position, BinaryOperation operation, Width width, Value left, Value right) {
        super(id, position, left, right);
        this.operation = operation;
        this.width = width;
    }

    /** What is computed. */
    public BinaryOperation operation() {
        return operation;
    }

    @Override
    public Width width() {
        return width;
    }

    /** The left operand. */
    public Value left() {
        return operand(0);
    }

    /** The right operand. */
    public Value right() {
        return operand(1);
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
        return operation.name().toLowerCase(Locale.ROOT) + "." + width.bits() + " " + operandList();
    }
}
