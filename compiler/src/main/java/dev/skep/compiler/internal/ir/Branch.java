package dev.skep.compiler.internal.ir;

import java.util.List;
import java.util.Locale;

/** Compares two values in a width and goes on along one of two edges. */
public final class Branch extends Terminator {
    private final Condition condition;
    private final Width compareWidth;
    private final Edge whenTrue;
    private final Edge whenFalse;
    private final List<Edge> edges;

    Branch(
            int id,
            SourcePosition position,
            Condition condition,
            Width compareWidth,
            Value left,
            Value right,
            Edge whenTrue,
            Edge whenFalse) {
        super(id, position, left, right);
        this.condition = condition;
        this.compareWidth = compareWidth;
        this.whenTrue = whenTrue;
        this.whenFalse = whenFalse;
        this.edges = List.of(whenTrue, whenFalse);
    }

    /** How the operands are compared. */
    public Condition condition() {
        return condition;
    }

    /** Which part of the operands counts. */
    public Width compareWidth() {
        return compareWidth;
    }

    /** The left operand. */
    public Value left() {
        return operand(0);
    }

    /** The right operand. */
    public Value right() {
        return operand(1);
    }

    /** Taken when the condition holds. */
    public Edge whenTrue() {
        return whenTrue;
    }

    /** Taken when it does not. */
    public Edge whenFalse() {
        return whenFalse;
    }

    @Override
    public List<Edge> edges() {
        return edges;
    }

    @Override
    protected String describe() {
        return "branch." + compareWidth.bits() + " " + left() + " "
                + condition.name().toLowerCase(Locale.ROOT) + " " + right() + " -> " + whenTrue + " else " + whenFalse;
    }
}
