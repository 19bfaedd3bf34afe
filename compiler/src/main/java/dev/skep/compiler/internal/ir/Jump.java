package dev.skep.compiler.internal.ir;

import java.util.List;

/** Goes on along its edge. */
public final class Jump extends Terminator {
    private final Edge edge;

    Jump(int id, SourcePosition position, Edge edge) {
        super(id, position);
        this.edge = edge;
    }

    /** Where it goes on. */
    public Edge edge() {
        return edge;
    }

    @Override
    public List<Edge> edges() {
        return List.of(edge);
    }

    @Override
    protected String describe() {
        return "jump " + edge;
    }
}
