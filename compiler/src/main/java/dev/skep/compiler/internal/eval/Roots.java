package dev.skep.compiler.internal.eval;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The objects by which the callers of a method reach what it may change. */
final class Roots {
    private Roots() {}

    /** The roots for a method that is called at {@code pc} of {@code caller}, whose state is {@code state} without the arguments. */
    static Set<Virtual> of(Frame caller, int pc, State state) {
        Set<Virtual> roots = new LinkedHashSet<>(caller.roots());
        BitSet live = caller.code().flow().liveAt(pc);
        for (int i = live.nextSetBit(0); i >= 0 && i < state.localCount(); i = live.nextSetBit(i + 1)) {
            add(state.local(i), state, roots);
        }
        for (int i = 0; i < state.depth(); i++) add(state.stack(i), state, roots);
        return roots;
    }

    private static void add(Abstract value, State state, Set<Virtual> roots) {
        if (value instanceof Virtual v && leadsToChangeable(v, state, new HashSet<>())) roots.add(v);
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
}
