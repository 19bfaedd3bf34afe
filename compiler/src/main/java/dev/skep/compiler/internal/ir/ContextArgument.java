package dev.skep.compiler.internal.ir;

/** The program's only argument: the context pointer in r1 at entry. */
public final class ContextArgument extends Instruction {
    ContextArgument(int id, SourcePosition position) {
        super(id, position);
    }

    @Override
    public Width width() {
        return Width.W64;
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
        return "context";
    }
}
