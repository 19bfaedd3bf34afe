package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Decides which of the paths that meet are kept apart.
 *
 * <p>Paths stay apart in two cases. First, when the code where they meet is a short pure computation that ends in a branch on
 * something that is known on some of them: following each by itself decides the branch now, which is how {@code &&}, {@code ||} and
 * small boolean methods cost nothing. Second, when a live variable holds a different object on each of them, which no register could
 * hold. Both have a budget.
 */
final class PathSplitter {
    private static final int MOST_GROUPS = 8;
    private static final int MOST_OBJECT_GROUPS = 40;
    private static final int DEEPEST_OBJECT = 4;

    private PathSplitter() {}

    /** The groups of paths to be evaluated apart; within a group they are joined. */
    static List<List<Pending>> split(List<Pending> paths, Frame frame, int pc) {
        if (paths.size() < 2) return List.of(paths);
        List<List<Pending>> result = new ArrayList<>();
        for (List<Pending> group : byObjects(paths, frame, pc)) result.addAll(byTest(group, frame, pc));
        return result;
    }

    /** Keeps apart only what no register could hold. */
    static Collection<List<Pending>> byObjects(List<Pending> paths, Frame frame, int pc) {
        if (paths.size() < 2) return List.of(paths);
        List<List<Abstract>> different = different(paths, frame, pc);
        if (different.isEmpty()) return List.of(paths);
        Map<List<Object>, List<Pending>> groups = new LinkedHashMap<>();
        for (int p = 0; p < paths.size(); p++) {
            State state = paths.get(p).state();
            List<Object> signature = new ArrayList<>(different.size());
            for (List<Abstract> place : different) {
                signature.add(
                        place.get(p).equals(Known.NULL)
                                ? nullSignature(place)
                                : objectSignature(place.get(p), state, DEEPEST_OBJECT));
            }
            groups.computeIfAbsent(signature, s -> new ArrayList<>()).add(paths.get(p));
        }
        return groups.size() > MOST_OBJECT_GROUPS ? List.of(paths) : groups.values();
    }

    /** Of each place at which not all paths have the very same, what they have there: most variables are the same on all of them. */
    private static List<List<Abstract>> different(List<Pending> paths, Frame frame, int pc) {
        List<List<Abstract>> different = new ArrayList<>();
        BitSet live = frame.code().flow().liveAt(pc);
        State first = paths.getFirst().state();
        for (int i = live.nextSetBit(0); i >= 0 && i < first.localCount(); i = live.nextSetBit(i + 1)) {
            int slot = i;
            compare(paths, state -> state.local(slot), different);
        }
        for (int i = 0; i < first.depth(); i++) {
            int index = i;
            compare(paths, state -> state.stack(index), different);
        }
        for (Virtual root : frame.roots().changeable()) {
            compare(paths, state -> state.objectOrNull(root.id()) == null ? Known.NULL : root, different);
        }
        return different;
    }

    private static void compare(List<Pending> paths, Function<State, Abstract> place, List<List<Abstract>> different) {
        State first = paths.getFirst().state();
        Abstract value = place.apply(first);
        for (int p = 1; p < paths.size(); p++) {
            State other = paths.get(p).state();
            boolean same = value.equals(place.apply(other))
                    && !(value instanceof Virtual object && !isSame(object, first, other));
            if (same) continue;
            List<Abstract> values = new ArrayList<>(paths.size());
            for (Pending path : paths) values.add(place.apply(path.state()));
            different.add(values);
            return;
        }
    }

    /** Whether an object is the same in two states, for all that {@link #objectSignature} looks at. */
    @SuppressWarnings("ReferenceEquality") // what was never written since the paths parted
    private static boolean isSame(Virtual object, State one, State other) {
        VirtualObject content = one.object(object);
        if (content != other.objectOrNull(object.id())) return false;
        for (Abstract field : content.fields()) if (field instanceof Virtual) return false;
        return true;
    }

    /** Null is an address like others where pointers meet, but nothing that a number or an object of the heap could be. */
    private static Object nullSignature(List<Abstract> place) {
        for (Abstract value : place) {
            boolean apart = value instanceof Scalar
                    || value instanceof Choice
                    || value instanceof Virtual
                    || (value instanceof Known k && k.value() != null);
            if (apart) return Known.NULL;
        }
        return "";
    }

    private static Object objectSignature(Abstract value, State state, int depth) {
        if (value instanceof Known k && !k.isNumber() && k.value() != null) return k;
        if (value instanceof Choice) return value;
        if (Joiner.isNumber(value, Width.W64)) return Width.W64;
        if (!(value instanceof Virtual v) || depth == 0) return "";
        VirtualObject object = state.object(v);
        List<Object> signature = new ArrayList<>();
        signature.add(object.shape().immutable() ? object.shape() : v);
        for (Abstract field : object.fields()) signature.add(objectSignature(field, state, depth - 1));
        return signature;
    }

    private static Collection<List<Pending>> byTest(List<Pending> paths, Frame frame, int pc) {
        if (paths.size() < 2) return List.of(paths);
        int[] tested = frame.code()
                .tests()
                .at(pc, frame.depth() > 0, paths.getFirst().state().depth());
        if (tested.length == 0) return List.of(paths);
        Map<List<Object>, List<Pending>> groups = new LinkedHashMap<>();
        for (Pending path : paths) {
            List<Object> signature = new ArrayList<>(tested.length);
            for (int slot : tested) signature.add(testSignature(read(path.state(), slot), path.state()));
            groups.computeIfAbsent(signature, x -> new ArrayList<>()).add(path);
        }
        if (groups.size() < 2 || groups.size() > MOST_GROUPS) return List.of(paths);
        for (List<Pending> group : groups.values()) {
            for (Pending path : group) {
                for (int slot : tested) markSplit(path.state(), slot);
            }
        }
        return groups.values();
    }

    private static Object testSignature(Abstract value, State state) {
        if (value instanceof Known k)
            return k.isNumber() ? java.util.Objects.requireNonNull(k.value()) : k.value() == null ? "null" : "object";
        if (value instanceof Pointer p) return Joiner.nonNull(state, p) ? "pointer" : "maybe";
        if (value instanceof Virtual || value instanceof Choice) return "pointer";
        return "number";
    }

    private static Abstract read(State state, int slot) {
        int locals = state.localCount();
        return slot >= locals ? state.stack(slot - locals) : state.local(slot);
    }

    private static void markSplit(State state, int slot) {
        if (!(read(state, slot) instanceof Known k) || !k.isNumber()) return;
        Known marked = new Known(k.value(), true);
        int locals = state.localCount();
        if (slot >= locals) state.stack(slot - locals, marked);
        else state.local(slot, marked);
    }
}
