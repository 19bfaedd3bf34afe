package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins paths of which one is chosen by a row's number: where they hold different numbers or objects known at load time, the joined path
 * holds a {@link Choice}. The opposite of a {@link Joiner}, which tells paths apart by where they come from.
 */
final class Rows {
    private final Evaluation evaluation;
    private final Value row;
    private final List<State> states;
    private final State joined;

    private Rows(Evaluation evaluation, Value row, List<State> states) {
        this.evaluation = evaluation;
        this.row = row;
        this.states = states;
        this.joined = states.getFirst().copy();
    }

    /**
     * The joined state, or null where the paths differ in something that is not known at load time.
     *
     * @param live the locals that are read afterwards
     */
    static @Nullable State join(Evaluation evaluation, Value row, List<State> states, BitSet live, Frame frame) {
        return new Rows(evaluation, row, states).join(live, frame);
    }

    private @Nullable State join(BitSet live, Frame frame) {
        for (State state : states) joined.forgetWhatDiffers(state);
        Set<Integer> reachable = new LinkedHashSet<>();
        for (int i = 0; i < joined.localCount(); i++) {
            if (!live.get(i)) {
                joined.local(i, Undefined.UNASSIGNED);
                continue;
            }
            int slot = i;
            Abstract value = each(s -> s.local(slot));
            if (value == null) return null;
            joined.local(i, value);
            reach(value, reachable);
        }
        for (int i = 0; i < joined.depth(); i++) {
            int index = i;
            Abstract value = each(s -> s.stack(index));
            if (value == null) return null;
            joined.stack(i, value);
            reach(value, reachable);
        }
        for (Virtual root : frame.roots().all()) reach(root, reachable);
        return joinHeap(reachable) ? joined : null;
    }

    private boolean joinHeap(Set<Integer> reachable) {
        for (int id : joined.objectIds()) {
            VirtualObject object = joined.object(new Virtual(id));
            for (int i = 0; i < object.fields().size(); i++) {
                int index = i;
                boolean everywhere = states.stream().allMatch(s -> s.objectOrNull(id) != null);
                if (!everywhere) break;
                Abstract value = each(s -> s.object(new Virtual(id)).fields().get(index));
                if (value == null) {
                    if (reachable.contains(id)) return false;
                    value = new Undefined("this holds a different object in each row of a table");
                }
                joined.object(id, joined.object(new Virtual(id)).with(i, value));
            }
        }
        return true;
    }

    private void reach(Abstract value, Set<Integer> reachable) {
        if (!(value instanceof Virtual v) || joined.objectOrNull(v.id()) == null || !reachable.add(v.id())) return;
        for (Abstract field : joined.object(v).fields()) reach(field, reachable);
    }

    private @Nullable Abstract each(java.util.function.Function<State, Abstract> place) {
        Abstract first = place.apply(states.getFirst());
        List<@Nullable Object> values = new ArrayList<>();
        boolean same = true;
        boolean known = true;
        for (State state : states) {
            Abstract value = place.apply(state);
            same &= value.equals(first);
            known &= value instanceof Known;
            values.add(value instanceof Known k ? k.value() : null);
        }
        if (same) return first;
        return known ? evaluation.columns().value(row, values, true, joined) : null;
    }
}
