package dev.skep.compiler.internal.eval;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The objects by which the callers of a method reach the abstract heap.
 *
 * @param all all of them; what none of them leads to is gone
 * @param changeable those that lead to something that the method may change
 */
record Roots(Set<Virtual> all, Set<Virtual> changeable) {
    static final Roots NONE = new Roots(Set.of(), Set.of());

    private Roots copy() {
        return new Roots(new LinkedHashSet<>(all), new LinkedHashSet<>(changeable));
    }

    /** The roots for a method that is called at {@code pc} of {@code caller}, whose state is {@code state} without the arguments. */
    @SuppressWarnings("ReferenceEquality") // the caller's own, until they are copied
    static Roots of(Frame caller, int pc, State state) {
        Roots roots = caller.roots();
        for (Abstract value : values(caller, pc, state)) {
            if (!(value instanceof Virtual v)) continue;
            boolean changeable = !roots.changeable().contains(v) && leadsToChangeable(v, state, new HashSet<>());
            if (!changeable && roots.all().contains(v)) continue;
            if (roots == caller.roots()) roots = roots.copy();
            roots.all().add(v);
            if (changeable) roots.changeable().add(v);
        }
        return roots;
    }

    private static List<Abstract> values(Frame frame, int pc, State state) {
        List<Abstract> values = new java.util.ArrayList<>();
        BitSet live = frame.code().flow().liveAt(pc);
        for (int i = live.nextSetBit(0); i >= 0 && i < state.localCount(); i = live.nextSetBit(i + 1)) {
            values.add(state.local(i));
        }
        for (int i = 0; i < state.depth(); i++) values.add(state.stack(i));
        return values;
    }

    private static boolean leadsToChangeable(Virtual object, State state, Set<Virtual> seen) {
        VirtualObject content = state.objectOrNull(object.id());
        if (content == null || !seen.add(object)) return false;
        if (!content.shape().immutable()) return true;
        for (Abstract field : content.fields()) {
            if (field instanceof Virtual v && leadsToChangeable(v, state, seen)) return true;
        }
        return false;
    }

    /** Forgets the objects that nothing leads to any more, at {@code pc} of {@code frame}. */
    static void forgetOthers(State state, Frame frame, int pc) {
        Set<Integer> reachable = new HashSet<>();
        for (Abstract value : values(frame, pc, state)) reach(value, state, reachable);
        for (Virtual root : frame.roots().all()) reach(root, state, reachable);
        for (int id : state.objectIds()) if (!reachable.contains(id)) state.removeObject(id);
    }

    private static void reach(Abstract value, State state, Set<Integer> reachable) {
        if (!(value instanceof Virtual v)) return;
        VirtualObject content = state.objectOrNull(v.id());
        if (content == null || !reachable.add(v.id())) return;
        for (Abstract field : content.fields()) reach(field, state, reachable);
    }
}
