package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Edge;
import java.util.ArrayList;
import java.util.List;

/** Collects where the paths of one evaluated block go on. */
final class Successors {
    /** A path that goes on at {@code pc}. */
    record Successor(int pc, Pending path) {}

    private final List<Successor> list = new ArrayList<>();

    void add(int pc, Edge edge, State state) {
        list.add(new Successor(pc, new Pending(edge, state)));
    }

    void add(int pc, Pending path) {
        list.add(new Successor(pc, path));
    }

    List<Successor> list() {
        return list;
    }
}
