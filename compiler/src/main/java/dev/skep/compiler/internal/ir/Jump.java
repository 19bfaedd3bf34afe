package dev.skep.compiler.internal.ir;

import java.util.List;

/** Goes on along its edge. */
public final class Jump extends Terminator {
    private final Edge edge;
    private final List<Edge> edges;

    Jump(int id, SourcePosition position, Edge edge) {
        super(id, position);
        this.edge = edge;
        this.edges = List.of(edge);
    }

    /** Where it goes on. */
    public Edge edge() {
        return edge;
    }

    @Override
    public List<Edge> edges() {
        return edges;
    }

    @Override
    protected String describe() {
        return "jump " + edge;
    }
}
