package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates loops: unrolled while known values decide an exit in each iteration, otherwise as loops.
 *
 * <ol>
 *   <li>Evaluate the body once. If no path comes back, it was no loop after all.
 *   <li>If a constant of the program decided an exit in this iteration, the loop is being unrolled: go on from the paths that came
 *       back, within a budget.
 *   <li>Otherwise take everything back and evaluate the body as a loop: assume that its variables keep their values from
 *       iteration to iteration, make those that do not a parameter of the header, and repeat until the assumption holds.
 *   <li>An unrolled loop that became large is tried as a loop too; only where that is impossible, because its variables hold objects,
 *       it stays unrolled.
 * </ol>
 */
final class LoopEvaluator {
    private static final int MOST_ITERATIONS = 256;
    private static final int LARGEST_UNROLLED = 12_000;
    private static final int LARGE = 300;
    private static final int MOST_ROUNDS = 60;

    private final Evaluation evaluation;
    private final Evaluator evaluator;
    private final Joiner joiner;
    private final CodeBuilder builder;
    private boolean trying;

    LoopEvaluator(Evaluation evaluation, Evaluator evaluator, Joiner joiner) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.joiner = joiner;
        this.builder = evaluation.builder();
    }

    Exits loop(Frame frame, ControlFlow.Loop loop, List<Pending> entry) {
        CodeBuilder.Mark start = builder.mark();
        int returns = frame.returns().size();
        Exits exits = new Exits();
        List<Pending> current = entry;
        boolean mustUnroll = false;
        for (int iteration = 0; ; iteration++) {
            LoopContext context = new LoopContext(frame, loop);
            evaluator.activeLoops().push(context);
            Exits once;
            try {
                once = evaluator.loopBody(frame, loop, joiner.join(current, frame, loop.header()));
            } finally {
                evaluator.activeLoops().pop();
            }
            int unrolled = builder.size() - start.size();
            boolean overBudget = iteration >= MOST_ITERATIONS || unrolled > LARGEST_UNROLLED;
            if (!once.back().isEmpty() && (!context.exitDecided() || overBudget)) {
                takeBack(frame, start, returns);
                try {
                    return asLoop(frame, loop, entry, start, returns);
                } catch (Refusal refusal) {
                    if (!overBudget) throw refusal;
                    throw new Refusal(
                                    "this loop would unroll to more than "
                                            + (iteration >= MOST_ITERATIONS
                                                    ? MOST_ITERATIONS + " iterations"
                                                    : LARGEST_UNROLLED + " instructions")
                                            + ", and it cannot stay a loop: " + refusal.reason(),
                                    "put the elements into a map (HashMap, LpmTrie) and look them up")
                            .at(frame.position(loop.header()));
                }
            }
            exits.addForward(once);
            if (once.back().isEmpty()) {
                if (iteration > 2 && unrolled > LARGE && !trying && !mustUnroll) {
                    takeBack(frame, start, returns);
                    trying = true;
                    try {
                        Exits rolled = asLoop(frame, loop, entry, start, returns);
                        evaluation.note(
                                frame,
                                loop.header(),
                                "loop kept: unrolled " + iteration + " times it takes " + unrolled + " instructions");
                        return rolled;
                    } catch (Refusal refusal) {
                        takeBack(frame, start, returns);
                        exits = new Exits();
                        current = entry;
                        iteration = -1;
                        mustUnroll = true;
                        continue;
                    } finally {
                        trying = false;
                    }
                }
                if (iteration > 1) evaluation.note(frame, loop.header(), "loop unrolled " + iteration + " times");
                return exits;
            }
            current = once.back();
        }
    }

    private void takeBack(Frame frame, CodeBuilder.Mark start, int returns) {
        builder.rollBack(start);
        List<Pending> list = frame.returns();
        list.subList(returns, list.size()).clear();
    }

    private Exits asLoop(Frame frame, ControlFlow.Loop loop, List<Pending> entry, CodeBuilder.Mark start, int returns) {
        Set<Place> varying = new LinkedHashSet<>();
        Set<Place> maybeNull = new LinkedHashSet<>();
        boolean packetChanges = false;
        var live = frame.code().flow().liveAt(loop.header());
        var assigned = frame.code().flow().assignedIn(loop);
        assigned.and(live);
        for (int slot = assigned.nextSetBit(0); slot >= 0; slot = assigned.nextSetBit(slot + 1))
            varying.add(new Place.Local(slot));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            takeBack(frame, start, returns);
            State before = joiner.join(entry, frame, loop.header());
            Header header = begin(before, varying, maybeNull, packetChanges);
            LoopContext context = new LoopContext(frame, loop);
            evaluator.activeLoops().push(context);
            Exits exits;
            try {
                exits = evaluator.loopBody(frame, loop, header.state().copy());
            } finally {
                evaluator.activeLoops().pop();
            }
            int known = varying.size() + maybeNull.size() + (packetChanges ? 1 : 0);
            for (Pending path : exits.back()) {
                compare(header, path.state(), live, varying, maybeNull);
                packetChanges |= !java.util.Objects.equals(
                        path.state().packet(), header.state().packet());
            }
            if (known == varying.size() + maybeNull.size() + (packetChanges ? 1 : 0)) {
                for (Pending path : exits.back()) close(header, path);
                exits.back().clear();
                return exits;
            }
        }
        throw new Refusal("the loop's variables do not settle", "simplify the loop").at(frame.position(loop.header()));
    }

    /** The header's block, the state in it, and which place each of its parameters stands for. */
    private record Header(Block block, State state, Map<Place, Width> parameters) {}

    private Header begin(State before, Set<Place> varying, Set<Place> maybeNull, boolean packetChanges) {
        Block block = builder.graph().newDetachedBlock();
        State state = before.copy();
        Map<Place, Width> parameters = new LinkedHashMap<>();
        List<Value> arguments = new ArrayList<>();
        for (Place place : varying) {
            Abstract value = place.read(before);
            Width width = Joiner.isNumber(value, Width.W32) ? Width.W32 : Width.W64;
            if (value instanceof Pointer p) {
                Value base = builder.graph().newParameter(block, Width.W64);
                Nullability nullability = Joiner.nonNull(before, p) ? Nullability.NEVER : p.nullability();
                if (maybeNull.contains(place) && nullability == Nullability.NEVER) {
                    nullability =
                            p.region() == Region.KERNEL_TYPED || p.region().probed()
                                    ? Nullability.TOLERATED
                                    : Nullability.UNCHECKED;
                }
                place.write(state, new Pointer(base, 0, p.region(), p.type(), p.length(), nullability));
            } else if (value instanceof Scalar || value instanceof Known k && k.isNumber()) {
                place.write(state, new Scalar(builder.graph().newParameter(block, width), width));
            } else {
                place.write(state, new Undefined("this holds a different object in each iteration of the loop"));
                continue;
            }
            parameters.put(place, width);
            arguments.add(evaluation.materializer().value(value));
        }
        if (packetChanges) state.packet(null);
        Edge into = new Edge();
        builder.jump(into);
        into.retarget(block, arguments);
        builder.enter(block);
        return new Header(block, state, parameters);
    }

    private static void compare(
            Header header, State back, java.util.BitSet live, Set<Place> varying, Set<Place> maybeNull) {
        State state = header.state();
        for (int slot = live.nextSetBit(0); slot >= 0 && slot < state.localCount(); slot = live.nextSetBit(slot + 1)) {
            compare(new Place.Local(slot), header, back, varying, maybeNull);
        }
        for (int i = 0; i < state.depth(); i++) compare(new Place.Stack(i), header, back, varying, maybeNull);
        for (int id : state.objectIds()) {
            VirtualObject object = state.objectOrNull(id);
            if (object == null || back.objectOrNull(id) == null) continue;
            for (int i = 0; i < object.fields().size(); i++) {
                compare(new Place.Field(id, i), header, back, varying, maybeNull);
            }
        }
    }

    private static void compare(Place place, Header header, State back, Set<Place> varying, Set<Place> maybeNull) {
        Abstract assumed = place.read(header.state());
        Abstract found = place.read(back);
        if (assumed instanceof Undefined || assumed.equals(found)) return;
        if (!header.parameters().containsKey(place)) {
            if (assumed instanceof Known a && found instanceof Known f && a.sameValue(f)) return;
            varying.add(place);
        } else if (assumed instanceof Pointer p && p.nullability() == Nullability.NEVER) {
            boolean null_ = found.equals(Known.NULL) || found instanceof Pointer f && !Joiner.nonNull(back, f);
            if (null_) maybeNull.add(place);
        }
    }

    private void close(Header header, Pending path) {
        builder.begin(path.edge());
        List<Value> arguments = new ArrayList<>();
        header.parameters().forEach((place, width) -> {
            Abstract value = place.read(path.state());
            Abstract assumed = place.read(header.state());
            boolean fits = assumed instanceof Pointer p
                    ? value.equals(Known.NULL)
                            || value instanceof Pointer v && v.region() == p.region() && v.type() == p.type()
                    : Joiner.isNumber(value, width);
            if (!fits) {
                throw new Refusal(
                        "a variable changes from one kind of value to another in the loop",
                        "use two variables, one for each kind");
            }
            arguments.add(
                    value instanceof Known k && !k.isNumber()
                            ? Constant.of(0L)
                            : evaluation.materializer().value(value));
        });
        Edge back = new Edge();
        builder.jump(back);
        back.retarget(header.block(), arguments);
    }
}
