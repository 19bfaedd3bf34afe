package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Return;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Terminator;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows one reference along all paths of a graph, as far as they can be told apart. */
final class ReferenceWalk {
    private static final int MOST_STATES = 20_000;
    private static final int NOT_PASSED = -1;

    /** Helpers that give another address of the socket that they get. */
    private static final Set<String> VIEWS = Set.of("bpf_sk_fullsock", "bpf_tcp_sock");

    private record Place(Block block, PathState state) {}

    private record Step(Place place, @Nullable Step before) {}

    private final Graph graph;
    private final Reference reference;
    private final Functions functions;
    private final Comparisons comparisons;
    private final boolean borrowed;
    private final Set<Fate> fates = EnumSet.noneOf(Fate.class);
    private boolean handedOn;
    private boolean escapes;

    /** {@code borrowed}: the reference is an argument, and whether it is given back is the caller's matter. */
    ReferenceWalk(Graph graph, Comparisons comparisons, Reference reference, Functions functions, boolean borrowed) {
        this.graph = graph;
        this.comparisons = comparisons;
        this.reference = reference;
        this.functions = functions;
        this.borrowed = borrowed;
    }

    /** The fates at the ends of all paths. */
    Set<Fate> fates() {
        return fates;
    }

    /** Whether the function returns it. */
    boolean handedOn() {
        return handedOn;
    }

    /** Whether nothing can be said, since it was put into memory or there are too many paths. */
    boolean escapes() {
        return escapes;
    }

    ReferenceWalk run() {
        PathState entering = new PathState(borrowed ? Fate.HELD : Fate.NONE, Set.of(), Facts.NONE);
        Set<Place> seen = new HashSet<>();
        Deque<Step> work = new ArrayDeque<>();
        work.add(new Step(new Place(graph.entry(), entering), null));
        while (!work.isEmpty() && !escapes) {
            Step step = work.pop();
            if (!seen.add(step.place())) continue;
            escapes |= seen.size() > MOST_STATES;
            PathState leaving = through(step);
            if (leaving == null) continue;
            Terminator terminator = step.place().block().terminator();
            if (terminator instanceof Return end) ends(end, leaving, step);
            for (Edge edge : terminator.edges()) {
                PathState arriving = along(terminator, edge, leaving);
                if (arriving != null) work.push(new Step(new Place(edge.target(), arriving), step));
            }
        }
        return this;
    }

    /** The state at the end of the block; null where nothing can be said. */
    private @Nullable PathState through(Step step) {
        PathState state = step.place().state();
        for (Instruction instruction : step.place().block().instructions()) {
            if (instruction == reference.value() && !borrowed) {
                if (state.fate().open()) throw reference.takenAgain(instruction.position());
                state = new PathState(Fate.ASKED, Set.of(), state.facts().without(instruction));
            } else if (instruction instanceof Call call) {
                PathState after = call(call, state);
                if (after == null) return null;
                state = after.with(after.facts().without(call));
            } else if (instruction instanceof Store store && isReference(store.value(), state)) {
                escapes = true;
                return null;
            } else if (touches(instruction, state) && state.fate() == Fate.RELEASED) {
                throw reference.usedAfterwards(instruction.position());
            }
        }
        return state;
    }

    private @Nullable PathState call(Call call, PathState state) {
        int passed = passed(call, state);
        if (passed == NOT_PASSED) return state;
        boolean whole = isReference(call.operand(passed), state) || isView(call.operand(passed), state);
        if (whole && reference.resource().releasedBy().contains(call.target().name())) {
            if (state.fate() == Fate.RELEASED) throw reference.releasedAgain(call.position());
            return state.with(Fate.RELEASED);
        }
        if (state.fate() == Fate.RELEASED) throw reference.usedAfterwards(call.position());
        if (call.target() instanceof CallTarget.Function function) {
            Fate fate = functions.passed(function, passed, reference);
            return fate == null ? null : state.with(fate);
        }
        return VIEWS.contains(call.target().name()) ? state.viewed(call) : state;
    }

    private int passed(Call call, PathState state) {
        for (int i = 0; i < call.operandCount(); i++) if (isPart(call.operand(i), state)) return i;
        return NOT_PASSED;
    }

    private boolean touches(Instruction instruction, PathState state) {
        return switch (instruction) {
            case Load load -> isPart(load.base(), state);
            case Store store -> isPart(store.base(), state);
            default -> false;
        };
    }

    private boolean isReference(Value value, PathState state) {
        return state.facts().key(value).equals(reference.value());
    }

    @SuppressWarnings("SuspiciousMethodCalls") // a key is a value where it is not calculated
    private static boolean isView(Value value, PathState state) {
        return state.views().contains(state.facts().key(value));
    }

    /** Whether it is the reference, a place in what it refers to, or another view of it. */
    private boolean isPart(Value value, PathState state) {
        Set<Object> roots = Term.roots(state.facts().key(value));
        return roots.contains(reference.value()) || state.views().stream().anyMatch(roots::contains);
    }

    /** The state at the target of an edge; null where no path goes there, or where that cannot be told. */
    private @Nullable PathState along(Terminator terminator, Edge edge, PathState leaving) {
        PathState state = leaving;
        if (terminator instanceof Branch branch) {
            boolean outcome = edge == branch.whenTrue();
            Condition condition =
                    outcome ? branch.condition() : branch.condition().negated();
            if (isNullTest(branch, state)) {
                boolean isNull = condition == Condition.EQUAL;
                if (state.fate() == Fate.NONE ? !isNull : isNull && state.fate() != Fate.ASKED) return null;
                state = state.with(isNull ? Fate.NONE : state.fate() == Fate.ASKED ? Fate.HELD : state.fate());
            } else {
                Facts facts = state.facts().after(branch, outcome, comparisons.once());
                if (facts == null) return null;
                state = state.with(facts);
            }
        }
        return state.with(state.facts().bound(bindings(edge, state)));
    }

    private boolean isNullTest(Branch branch, PathState state) {
        boolean equality = branch.condition() == Condition.EQUAL || branch.condition() == Condition.NOT_EQUAL;
        return equality
                && isReference(branch.left(), state)
                && state.facts().key(branch.right()).equals(0L);
    }

    private Map<Parameter, Object> bindings(Edge edge, PathState state) {
        Map<Parameter, Object> bindings = new HashMap<>();
        for (int i = 0; i < edge.arguments().size(); i++) {
            Parameter parameter = edge.target().parameters().get(i);
            Value argument = edge.arguments().get(i);
            boolean matters = comparisons.parameters().contains(parameter)
                    || isPart(argument, state)
                    || state.facts().bindings().containsKey(parameter);
            if (matters) bindings.put(parameter, state.facts().key(argument));
        }
        return bindings;
    }

    private void ends(Return end, PathState state, Step step) {
        if (state.fate() != Fate.NONE && isReference(end.result(), state)) {
            handedOn = true;
            return;
        }
        fates.add(state.fate());
        if (!borrowed && state.fate().open()) throw reference.notReleased(place(end, step), passed(step));
    }

    /** Paths share the program's end: the place is where this one goes there. */
    private static SourcePosition place(Return end, Step step) {
        Block block = step.place().block();
        if (block.instructions().getFirst() != end || step.before() == null) return end.position();
        Block last = step.before().place().block();
        return last.terminator() instanceof Jump && last.instructions().size() > 1
                ? last.instructions().get(last.instructions().size() - 2).position()
                : last.terminator().position();
    }

    /** The branches on the way from where it was taken. */
    private List<SourcePosition> passed(Step end) {
        List<SourcePosition> branches = new ArrayList<>();
        for (Step step = end.before(); step != null; step = step.before()) {
            Block block = step.place().block();
            if (block.terminator() instanceof Branch branch) branches.addFirst(branch.position());
            if (block.instructions().contains(reference.value())) break;
        }
        return branches;
    }
}
