package dev.skep.compiler.internal.ir;

/** Calls a helper or kfunc with at most five arguments; clobbers r0 to r5; the result is 64 bits wide. */
public final class Call extends Instruction {
    private final CallTarget target;

    Call(int id, SourcePosition position, CallTarget target, Value... arguments) {
        super(id, position, arguments);
        this.target = target;
    }

    /** What is called. */
    public CallTarget target() {
        return target;
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
        return false;
    }

    @Override
    protected String describe() {
        return "call " + target.name() + "(" + operandList() + ")";
    }
}
