package dev.skep.compiler.internal.ir;

import java.util.List;

/** A node inside a block. Operands may be replaced by passes; everything else is final. */
public abstract sealed class Instruction extends Value
        permits ContextArgument,
                Argument,
                Binary,
                Negate,
                Extend,
                ByteSwap,
                Bound,
                Load,
                Store,
                Atomic,
                Call,
                Terminator {
    private final int id;
    private final SourcePosition position;
    private final Value[] operands;

    Instruction(int id, SourcePosition position, Value... operands) {
        this.id = id;
        this.position = position;
        this.operands = operands;
    }

    /** Number within the graph. */
    public final int id() {
        return id;
    }

    /** The Java source it was made from. */
    public final SourcePosition position() {
        return position;
    }

    /** How many operands there are. */
    public final int operandCount() {
        return operands.length;
    }

    /** Operand {@code index}. */
    public final Value operand(int index) {
        return operands[index];
    }

    /** Replaces operand {@code index}. */
    public final void operand(int index, Value value) {
        operands[index] = value;
    }

    /** The operands now, a copy. */
    public final List<Value> operands() {
        return List.of(operands);
    }

    /** Whether it computes a value that others may use. */
    public abstract boolean hasResult();

    /** Whether it may be dropped when its result is not used. */
    public abstract boolean removable();

    /** What it does, without the result's name: {@code add.64 v3, #4}. */
    protected abstract String describe();

    /** The whole line for a listing. */
    public final String listing() {
        return hasResult() ? "v" + id + " = " + describe() : describe();
    }

    final String operandList() {
        StringBuilder text = new StringBuilder();
        for (Value operand : operands) text.append(text.isEmpty() ? "" : ", ").append(operand);
        return text.toString();
    }

    @Override
    public String toString() {
        return "v" + id;
    }
}
