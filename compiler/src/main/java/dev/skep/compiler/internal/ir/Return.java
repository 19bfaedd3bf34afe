package dev.skep.compiler.internal.ir;

import java.util.List;

/** Ends the program with a result in r0. */
public final class Return extends Terminator {
    Return(int id, SourcePosition position, Value result) {
        super(id, position, result);
    }

    /** The program's result. */
    public Value result() {
        return operand(0);
    }

    @Override
    public List<Edge> edges() {
        return List.of();
    }

    @Override
    protected String describe() {
        return "return " + result();
    }
}
