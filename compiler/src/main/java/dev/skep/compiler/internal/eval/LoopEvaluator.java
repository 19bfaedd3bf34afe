package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates loops: unrolled while known values decide an exit in each iteration, otherwise as loops.
 *
 * <ol>
 *   <li>Evaluate the body once. If no path comes back, it was no loop after all.
 *   <li>If a constant of the program decided an exit in this iteration, the loop is being unrolled: go on from the paths that came
 *       back, within a budget.
 *   <li>Unrolled turns that are all alike are taken back if they can stay a loop, see {@link Repetition}.
 *   <li>Otherwise take everything back and evaluate the body as a loop: assume that its variables keep their values from
 *       iteration to iteration, make those that do not a parameter of the header, and repeat until the assumption holds.
 *   <li>A loop that becomes large while it unrolls is tried as a loop too; only where that is impossible, because its variables hold
 *       objects, what was unrolled is put back, and goes on as far as it needs.
 * </ol>
 */
final class LoopEvaluator {
    private static final int MOST_ITERATIONS = 256;
    private static final int LARGEST_SEARCH = 200_000;
    private static final int LARGEST_UNROLLED = 12_000;
    private static final int LARGE = 160;
    private static final int FEW_ITERATIONS = 3;
    private static final int MOST_ROUNDS = 60;

    private final Evaluation evaluation;
    private final Evaluator evaluator;
    private final Joiner joiner;
    private final CodeBuilder builder;
    /** Loops that cannot stay loops: they are not tried again when a loop around them is. */
    private final Set<Header.Key> mustUnroll = new HashSet<>();
    /** Loops whose turns were alike, and that are better unrolled all the same. */
    private final Set<Header.Key> betterUnrolled = new HashSet<>();
    /** Whether the last attempt to unroll stopped because nothing decided an exit: then the loop's end is known only at run time. */
    private boolean exitNeverDecided;
    /** Whether that was so of a loop within it alone: then it is shorter as a loop, if it can be one, and can be unrolled otherwise. */
    private boolean stoppedByInner;
    /** Whether the last loop that was unrolled would be much shorter as a loop. */
    private boolean turnsAlike;
    /** Whether the last loop that was kept holds different objects from turn to turn, which are unknown behind it. */
    private boolean objectsDiffer;

    LoopEvaluator(Evaluation evaluation, Evaluator evaluator, Joiner joiner) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.joiner = joiner;
        this.builder = evaluation.builder();
    }

    Exits loop(Frame frame, ControlFlow.Loop loop, List<Pending> entry) {
        CodeBuilder.Mark start = builder.mark();
        int returns = frame.returns().size();
        Header.Key key = new Header.Key(frame.code(), loop.header());
        Exits unrolled = unroll(frame, loop, entry, start, returns, key);
        if (unrolled != null) {
            boolean better = turnsAlike && !mustUnroll.contains(key) && !betterUnrolled.contains(key);
            return better ? kept(frame, loop, entry, start, returns, key) : unrolled;
        }
        boolean endKnown = !exitNeverDecided;
        boolean unrollable = stoppedByInner;
        takeBack(frame, start, returns);
        try {
            return asLoop(frame, loop, entry, start, returns);
        } catch (Refusal refusal) {
            if (unrollable) {
                takeBack(frame, start, returns);
                mustUnroll.add(key);
                Exits again = unroll(frame, loop, entry, start, returns, key);
                if (again != null) return again;
            }
            throw endKnown ? frame.locate(tooLarge(refusal), loop.header()) : refusal;
        }
    }

    /** The loop, which could be unrolled, as a loop if nothing is lost by that. */
    private Exits kept(
            Frame frame,
            ControlFlow.Loop loop,
            List<Pending> entry,
            CodeBuilder.Mark start,
            int returns,
            Header.Key key) {
        int indexed = evaluation.indexedAccesses().size() + evaluation.tables().accesses();
        takeBack(frame, start, returns);
        try {
            Exits exits = asLoop(frame, loop, entry, start, returns);
            boolean noIndexes =
                    evaluation.indexedAccesses().size() + evaluation.tables().accesses() == indexed;
            if (noIndexes && !objectsDiffer) return exits;
        } catch (Refusal | Restart impossible) {
            // Unrolled it was possible.
        }
        betterUnrolled.add(key);
        takeBack(frame, start, returns);
        Exits again = unroll(frame, loop, entry, start, returns, key);
        if (again == null) throw new IllegalStateException("a loop unrolls in one way only");
        return again;
    }

    private static Refusal tooLarge(Refusal asLoop) {
        return new Refusal(
                "this loop would unroll to more than " + MOST_ITERATIONS + " iterations or " + LARGEST_UNROLLED
                        + " instructions, and it cannot stay a loop: " + asLoop.reason(),
                "leave the loop at the first element whose number equals a key, which makes it a look-up; or put the elements"
                        + " into a map (HashMap, LpmTrie)");
    }

    /**
     * Unrolls the loop, and where the code becomes large keeps it as a loop instead, if that is possible. Gives null where an iteration
     * leaves all exits open, or the code becomes too large for a loop of which it is known that it must be unrolled.
     */
    private @Nullable Exits unroll(
            Frame frame,
            ControlFlow.Loop loop,
            List<Pending> entry,
            CodeBuilder.Mark start,
            int returns,
            Header.Key key) {
        boolean certain = mustUnroll.contains(key);
        int limit = certain ? LARGEST_UNROLLED : LARGE;
        Refusal refused = null;
        Exits exits = new Exits();
        Pending whole = whole(frame, loop, entry);
        CodeBuilder.Mark afterEntry = builder.mark();
        KeySearch search = new KeySearch();
        Repetition repetition = new Repetition();
        List<Pending> current = List.of(whole);
        for (int iteration = 0; ; iteration++) {
            List<Pending> back = new ArrayList<>();
            exitNeverDecided = false;
            boolean ownNeverDecided = false;
            Collection<List<Pending>> groups = PathSplitter.byObjects(current, frame, loop.header());
            if (current.size() > 1) search.abandon();
            Exits last = new Exits();
            for (List<Pending> group : groups) {
                LoopContext context = new LoopContext(frame, loop);
                CodeBuilder.Mark turn = builder.mark();
                State state = joiner.join(group, frame, loop.header());
                Roots.forgetOthers(state, frame, loop.header());
                Exits once = body(frame, loop, state, context);
                List<Block> made = builder.graph()
                        .blocks()
                        .subList(turn.blocks(), builder.graph().blocks().size());
                search.iteration(made, once);
                repetition.turn(made, builder.size() - turn.size());
                exits.addForward(once);
                back.addAll(once.back());
                ownNeverDecided |= !once.back().isEmpty() && !context.exitDecided();
                last = once;
            }
            // A loop within that stays one has left it set.
            boolean neverDecided = ownNeverDecided || (exitNeverDecided && !certain);
            exitNeverDecided = neverDecided;
            stoppedByInner = neverDecided && !ownNeverDecided;
            int size = builder.size() - start.size();
            if (back.isEmpty() && search.holds() && search.steps().size() >= TableLookup.SMALLEST) {
                turnsAlike = false;
                return lookUp(frame, loop, whole, afterEntry, search, last);
            }
            boolean searching = search.holds() && (back.isEmpty() || size < LARGEST_SEARCH);
            if (limit == LARGE && isTooLong(size, iteration, limit) && !searching && !neverDecided) {
                SetAside unrolled = new SetAside(builder, start, entry, frame, returns);
                try {
                    Exits kept = asLoop(frame, loop, entry, start, returns);
                    turnsAlike = false;
                    return kept;
                } catch (Refusal refusal) {
                    refused = refusal;
                    limit = LARGEST_UNROLLED;
                    takeBack(frame, start, returns);
                    unrolled.putBack(builder);
                    exitNeverDecided = false;
                }
            }
            boolean fails = !back.isEmpty() && neverDecided;
            if (fails || (isTooLong(size, iteration, limit) && !searching)) {
                if (refused == null) return null;
                throw frame.locate(tooLarge(refused), loop.header());
            }
            if (back.isEmpty()) {
                turnsAlike = refused == null && repetition.isLoop(size);
                if (refused != null) mustUnroll.add(key);
                if (iteration > 1) evaluation.note(frame, loop.header(), "loop unrolled " + iteration + " times");
                return exits;
            }
            current = back;
        }
    }

    private static boolean isTooLong(int size, int iteration, int limit) {
        return (size > limit && iteration >= FEW_ITERATIONS) || iteration >= MOST_ITERATIONS;
    }

    /** The paths that enter the loop as one. */
    private Pending whole(Frame frame, ControlFlow.Loop loop, List<Pending> entry) {
        if (entry.size() == 1) return entry.getFirst();
        State state = joiner.join(entry, frame, loop.header());
        Edge edge = new Edge();
        builder.jump(edge);
        return new Pending(edge, state);
    }

    /** A look-up in a table in place of a loop that only searches; null where what it finds does not fit into a table. */
    private @Nullable Exits lookUp(
            Frame frame,
            ControlFlow.Loop loop,
            Pending entry,
            CodeBuilder.Mark afterEntry,
            KeySearch search,
            Exits notFound) {
        takeBack(frame, afterEntry, frame.returns().size());
        builder.begin(entry.edge());
        builder.position(frame.position(loop.header()));
        builder.again(search.computation());
        List<KeySearch.Step> steps = search.steps();
        TableLookup.Found found = new TableLookup(evaluation)
                .find(
                        frame.code().name(),
                        steps.stream().map(KeySearch.Step::constant).toList(),
                        search.width(),
                        new Scalar(search.key(), search.width()));
        int target = steps.getFirst().target();
        State hit = Rows.join(
                evaluation,
                found.row(),
                steps.stream().map(KeySearch.Step::state).toList(),
                frame.code().flow().liveAt(target),
                frame);
        if (hit == null) return null;
        Exits exits = new Exits();
        Edge edge = new Edge();
        builder.jump(edge);
        exits.add(target, new Pending(edge, hit));
        notFound.forward().forEach((pc, paths) -> {
            for (Edge miss : found.misses()) {
                exits.add(pc, new Pending(miss, paths.getFirst().state().copy()));
            }
        });
        evaluation.note(
                frame, loop.header(), "search of " + steps.size() + " elements became a look-up in " + found.table());
        return exits;
    }

    private Exits body(Frame frame, ControlFlow.Loop loop, State state, LoopContext context) {
        evaluator.activeLoops().push(context);
        try {
            return evaluator.loopBody(frame, loop, state);
        } finally {
            evaluator.activeLoops().pop();
        }
    }

    private void takeBack(Frame frame, CodeBuilder.Mark start, int returns) {
        builder.rollBack(start);
        List<Pending> list = frame.returns();
        list.subList(returns, list.size()).clear();
    }

    private Exits asLoop(Frame frame, ControlFlow.Loop loop, List<Pending> entry, CodeBuilder.Mark start, int returns) {
        Assumptions assumptions = new Assumptions();
        var live = frame.code().flow().liveAt(loop.header());
        var assigned = frame.code().flow().assignedIn(loop);
        assigned.and(live);
        for (int slot = assigned.nextSetBit(0); slot >= 0; slot = assigned.nextSetBit(slot + 1)) {
            assumptions.varying.add(new Place.Local(slot));
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            takeBack(frame, start, returns);
            State before = joiner.join(entry, frame, loop.header());
            Header header = begin(before, assumptions);
            Exits exits = body(frame, loop, header.state().copy(), new LoopContext(frame, loop));
            int known = assumptions.size();
            for (Pending path : exits.back()) compare(header, path.state(), live, assumptions);
            if (known == assumptions.size()) {
                for (Pending path : exits.back()) close(header, path);
                exits.back().clear();
                objectsDiffer = !assumptions.differing.isEmpty() || !assumptions.hopeless.isEmpty();
                evaluation.note(frame, loop.header(), "loop kept");
                return exits;
            }
        }
        throw frame.locate(new Refusal("the loop's variables do not settle", "simplify the loop"), loop.header());
    }

    /** What is assumed of the loop's variables so far; it only grows from round to round. */
    private static final class Assumptions {
        /** Places that do not keep their value. */
        private final Set<Place> varying = new LinkedHashSet<>();
        /** Pointers that may be null in a later iteration. */
        private final Set<Place> maybeNull = new LinkedHashSet<>();
        /** Kernel pointers whose type the verifier does not know in a later iteration. */
        private final Set<Place> untyped = new LinkedHashSet<>();
        /** Numbers that start at 0 or above and may be negative in a later iteration. */
        private final Set<Place> maybeNegative = new LinkedHashSet<>();
        /** Places that hold different objects, which no parameter can be. */
        private final Set<Place> differing = new LinkedHashSet<>();
        /** Places that hold objects of different kinds. */
        private final Set<Place> hopeless = new LinkedHashSet<>();

        private boolean packetChanges;
        /** The call in the loop that changes the packet, if there is one. */
        private @Nullable PacketChange packetChange;

        int size() {
            return varying.size()
                    + maybeNull.size()
                    + untyped.size()
                    + maybeNegative.size()
                    + differing.size()
                    + hopeless.size()
                    + (packetChanges ? 1 : 0);
        }
    }

    /**
     * The header's block, the state in it, which place each of its parameters stands for, and the places that hold a record or lambda
     * whose parts are parameters; also how many stack slots there are when it begins.
     */
    private record Header(Block block, State state, Map<Place, Width> parameters, Set<Place> taken, int slots) {
        /** A loop of a method. */
        private record Key(MethodCode code, int header) {}
    }

    private Header begin(State before, Assumptions assumptions) {
        Header header = new Header(
                builder.graph().newDetachedBlock(),
                before.copy(),
                new LinkedHashMap<>(),
                new LinkedHashSet<>(),
                builder.graph().slots().size());
        List<Value> arguments = new ArrayList<>();
        for (Place place : assumptions.varying)
            parameter(header, place, place.read(before), before, assumptions, arguments);
        if (assumptions.packetChanges) {
            header.state().packet(null);
            header.state().packetChange(PacketChange.later(before.packetChange(), assumptions.packetChange));
        }
        Edge into = new Edge();
        builder.jump(into);
        into.retarget(header.block(), arguments);
        builder.enter(header.block());
        return header;
    }

    private void parameter(
            Header header, Place place, Abstract value, State before, Assumptions assumptions, List<Value> arguments) {
        State state = header.state();
        if (value instanceof Virtual v
                && before.object(v).shape().immutable()
                && !assumptions.hopeless.contains(place)) {
            VirtualObject object = before.object(v);
            Virtual fresh = evaluation.objectIds().next();
            state.object(fresh.id(), object);
            place.write(state, fresh);
            header.taken().add(place);
            for (int i = 0; i < object.fields().size(); i++) {
                parameter(header, new Place.Part(place, i), object.fields().get(i), before, assumptions, arguments);
            }
            return;
        }
        Width width = Joiner.isNumber(value, Width.W32) ? Width.W32 : Width.W64;
        if (value instanceof Pointer p) {
            Value base = builder.graph().newParameter(header.block(), Width.W64);
            Nullability nullability = Joiner.nonNull(before, p) ? Nullability.NEVER : p.nullability();
            if (assumptions.maybeNull.contains(place) && nullability == Nullability.NEVER)
                nullability = p.region().whenNull();
            Region region = assumptions.untyped.contains(place) ? Region.KERNEL_RAW : p.region();
            place.write(state, new Pointer(base, 0, region, p.type(), p.length(), nullability));
        } else if (Joiner.isNumber(value, width)) {
            Scalar scalar = new Scalar(builder.graph().newParameter(header.block(), width), width);
            place.write(state, scalar);
            evaluation.loopVariable(scalar.value());
            boolean counts = value instanceof Known && Ranges.of(value, before).least() >= 0;
            if (counts && !assumptions.maybeNegative.contains(place)) {
                state.learn(
                        scalar.value(),
                        new Fact.Within(new Range(0, Range.all(width).most())));
            }
        } else {
            if (assumptions.differing.contains(place)) {
                place.write(state, new Undefined("this holds a different object in each iteration of the loop"));
            }
            return;
        }
        header.parameters().put(place, width);
        arguments.add(evaluation.materializer().value(value));
    }

    private static void compare(Header header, State back, BitSet live, Assumptions assumptions) {
        State state = header.state();
        for (int slot = live.nextSetBit(0); slot >= 0 && slot < state.localCount(); slot = live.nextSetBit(slot + 1)) {
            compare(new Place.Local(slot), header, back, assumptions);
        }
        for (int i = 0; i < state.depth(); i++) compare(new Place.Stack(i), header, back, assumptions);
        for (int id : state.objectIds()) {
            VirtualObject object = state.objectOrNull(id);
            if (object == null || object.shape().immutable() || back.objectOrNull(id) == null) continue;
            for (int i = 0; i < object.fields().size(); i++) compare(new Place.Field(id, i), header, back, assumptions);
        }
        assumptions.packetChanges |= !Objects.equals(back.packet(), state.packet());
        assumptions.packetChange = PacketChange.later(assumptions.packetChange, back.packetChange());
    }

    private static void compare(Place place, Header header, State back, Assumptions assumptions) {
        Abstract assumed = place.read(header.state());
        Abstract found = place.read(back);
        if (assumed instanceof Undefined || assumed.equals(found)) return;
        if (header.taken().contains(place)) {
            comparePart(place, (Virtual) assumed, found, header, back, assumptions);
        } else if (!header.parameters().containsKey(place)) {
            if (assumed instanceof Known a && found instanceof Known f && a.sameValue(f)) return;
            if (!assumptions.varying.add(place)) assumptions.differing.add(place);
        } else if (assumed instanceof Scalar s) {
            boolean counts = header.state().fact(s.value()) != null;
            if (counts && Ranges.of(found, back).least() < 0) assumptions.maybeNegative.add(place);
        } else if (assumed instanceof Pointer p) {
            if (found instanceof Pointer f) checkAge(header, f);
            boolean isNull = found.equals(Known.NULL) || (found instanceof Pointer f && !Joiner.nonNull(back, f));
            if (isNull && p.nullability() == Nullability.NEVER) assumptions.maybeNull.add(place);
            if (found instanceof Pointer f && p.region() == Region.KERNEL_TYPED && f.region() == Region.KERNEL_RAW) {
                assumptions.untyped.add(place);
            }
        }
    }

    /** A struct or array that is made in the loop has one place on the stack, which the next iteration uses again. */
    private static void checkAge(Header header, Pointer carried) {
        if (!(carried.base() instanceof StackAddress address) || address.slot().id() < header.slots()) return;
        throw new Refusal(
                "a " + carried.type().getSimpleName() + " that one iteration of the loop makes is used by the next",
                "make it before the loop, and copy its fields");
    }

    private static void comparePart(
            Place place, Virtual assumed, Abstract found, Header header, State back, Assumptions assumptions) {
        VirtualObject object = header.state().object(assumed);
        if (!(found instanceof Virtual f) || !back.object(f).shape().equals(object.shape())) {
            assumptions.hopeless.add(place);
            return;
        }
        for (int i = 0; i < object.fields().size(); i++) compare(new Place.Part(place, i), header, back, assumptions);
    }

    private static boolean fits(Pointer assumed, Abstract value) {
        if (value.equals(Known.NULL)) return true;
        return value instanceof Pointer p
                && Region.either(p.region(), assumed.region()) == assumed.region()
                && p.type() == assumed.type()
                && (p.length() == assumed.length() || !p.type().isArray());
    }

    private void close(Header header, Pending path) {
        builder.begin(path.edge());
        List<Value> arguments = new ArrayList<>();
        header.parameters().forEach((place, width) -> {
            Abstract value = place.read(path.state());
            Abstract assumed = place.read(header.state());
            boolean fits = assumed instanceof Pointer p ? fits(p, value) : Joiner.isNumber(value, width);
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
