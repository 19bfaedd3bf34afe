package dev.skep.compiler.internal.eval;

import java.util.ArrayList;
import java.util.List;

/** The paths of a region that wait to be followed, by where they go on: those first that no other can come to any more. */
final class Waiting {
    private record Place(int pc, long order, List<Pending> paths) {}

    private final ControlFlow flow;
    /** The first to be followed at the end; hardly ever more than a handful. */
    private final List<Place> places = new ArrayList<>(4);

    Waiting(ControlFlow flow) {
        this.flow = flow;
    }

    void add(int pc, Pending path) {
        long order = flow.order(pc);
        int at = places.size();
        while (at > 0 && places.get(at - 1).order() < order) at--;
        Place known = at > 0 ? places.get(at - 1) : null;
        if (known == null || known.order() != order) {
            known = new Place(pc, order, new ArrayList<>(2));
            places.add(at, known);
        }
        known.paths().add(path);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Where the first go on. */
    int first() {
        return places.getLast().pc();
    }

    /** The first, which wait no longer. */
    List<Pending> take() {
        return places.removeLast().paths();
    }
}
