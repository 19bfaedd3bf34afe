package dev.skep.compiler.internal.ir;

/** An argument of a function of the program's own: r1 to r5 at entry. Where it is an address of the stack, it is aligned to 8. */
public final class Argument extends Instruction {
    private final int index;
    private final Width width;

    Argument(int id, SourcePosition position, int index, Width width) {
        super(id, position);
        this.index = index;
        this.width = width;
    }

    /** From 0 to 4. */
    public int index() {
        return index;
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
        return "argument #" + index;
    }
}
