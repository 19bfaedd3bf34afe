package dev.skep.compiler.internal.ir;

/** A block parameter: its value is the argument of the edge by which control arrived. */
public final class Parameter extends Value {
    private final int id;
    private final Width width;

    Parameter(int id, Width width) {
        this.id = id;
        this.width = width;
    }

    /** Number within the graph. */
    public int id() {
        return id;
    }

    @Override
    public Width width() {
        return width;
    }

    @Override
    public String toString() {
        return "v" + id;
    }
}
