package dev.skep.compiler.internal.ir;

import java.util.List;

/** The last node of a block. */
public abstract sealed class Terminator extends Instruction permits Jump, Branch, Return {
    Terminator(int id, SourcePosition position, Value... operands) {
        super(id, position, operands);
    }

    /** The edges that leave, in the order that the terminator defines. */
    public abstract List<Edge> edges();

    @Override
    public final Width width() {
        return Width.W64;
    }

    @Override
    public final boolean hasResult() {
        return false;
    }

    @Override
    public final boolean removable() {
        return false;
    }
}
