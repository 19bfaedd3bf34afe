package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins paths: where their states agree the value stays what it is, where they hold different integers or pointers it becomes a block
 * parameter, where they hold different objects it becomes undefined.
 */
final class Joiner {
    private final CodeBuilder builder;
    private final Materializer materializer;
    private final ObjectIds ids;

    Joiner(CodeBuilder builder, Materializer materializer, ObjectIds ids) {
        this.builder = builder;
        this.materializer = materializer;
        this.ids = ids;
    }

    /** Begins the block at {@code pc} that all {@code paths} enter; locals that are dead there are forgotten. */
    State join(List<Pending> paths, Frame frame, int pc) {
        State first = paths.getFirst().state();
        State joined = first.copy();
        BitSet live = forgetDead(joined, frame, pc);
        if (paths.size() == 1) {
            builder.begin(paths.getFirst().edge());
            return joined;
        }
        Meeting meeting = new Meeting(paths);
        for (int i = live.nextSetBit(0); i >= 0 && i < joined.localCount(); i = live.nextSetBit(i + 1)) {
            int slot = i;
            joined.local(i, meeting.merge(meeting.each(s -> s.local(slot))));
        }
        for (int i = 0; i < joined.depth(); i++) {
            int index = i;
            joined.stack(i, meeting.merge(meeting.each(s -> s.stack(index))));
        }
        meeting.mergeHeap(joined);
        for (Pending path : paths) joined.forgetWhatDiffers(path.state());
        for (Pending path : paths) {
            if (!java.util.Objects.equals(path.state().packet(), first.packet())) joined.packet(null);
            joined.packetChange(
                    PacketChange.later(joined.packetChange(), path.state().packetChange()));
        }
        meeting.facts.forEach(joined::learn);
        meeting.finish();
        return joined;
    }

    /** As {@link #join}, for paths that are followed once: nobody needs the state of a single one as it was. */
    State joinOnce(List<Pending> paths, Frame frame, int pc) {
        if (paths.size() > 1) return join(paths, frame, pc);
        Pending only = paths.getFirst();
        forgetDead(only.state(), frame, pc);
        builder.begin(only.edge());
        return only.state();
    }

    private static BitSet forgetDead(State state, Frame frame, int pc) {
        BitSet live = frame.code().flow().liveAt(pc);
        for (int i = 0; i < state.localCount(); i++) if (!live.get(i)) state.local(i, Undefined.UNASSIGNED);
        return live;
    }

    /** One join under way: the block and, for each path, the arguments that its edge will carry. */
    private final class Meeting {
        private final List<Pending> paths;
        private final Block block;
        private final List<List<Abstract>> arguments = new ArrayList<>();
        private final Map<List<Abstract>, Abstract> merged = new HashMap<>();
        private final Map<Integer, VirtualObject> newObjects = new HashMap<>();
        private final Map<Value, Fact> facts = new HashMap<>();

        Meeting(List<Pending> paths) {
            this.paths = paths;
            this.block = builder.graph().newDetachedBlock();
            for (int i = 0; i < paths.size(); i++) arguments.add(new ArrayList<>());
        }

        List<Abstract> each(java.util.function.Function<State, Abstract> read) {
            List<Abstract> values = new ArrayList<>(paths.size());
            for (Pending path : paths) values.add(read.apply(path.state()));
            return values;
        }

        Abstract merge(List<Abstract> values) {
            Abstract first = values.getFirst();
            boolean same = true;
            for (Abstract v : values) same &= v.equals(first);
            if (same) return first;
            Abstract known = merged.get(values);
            if (known != null) return known;
            Abstract result = mergeDifferent(values);
            merged.put(values, result);
            return result;
        }

        private Abstract mergeDifferent(List<Abstract> values) {
            Known constant = sameConstant(values);
            if (constant != null) return constant;
            if (all(values, v -> isNumber(v, Width.W32))) return mergeNumbers(values, Width.W32);
            if (all(values, v -> isNumber(v, Width.W64))) return mergeNumbers(values, Width.W64);
            if (all(values, v -> v instanceof Pointer || v.equals(Known.NULL))) return mergePointers(values);
            if (all(values, v -> v instanceof Virtual)) return mergeObjects(values);
            for (Abstract v : values) if (v instanceof Undefined) return v;
            return new Undefined("this holds a different object on each of the paths that meet here");
        }

        private Scalar mergeNumbers(List<Abstract> values, Width width) {
            Value parameter = parameter(values, width);
            Range range = Ranges.of(values.getFirst(), paths.getFirst().state());
            Range verified = Ranges.verified(values.getFirst(), paths.getFirst().state());
            for (int i = 1; i < values.size(); i++) {
                range = range.union(Ranges.of(values.get(i), paths.get(i).state()));
                verified = verified.union(
                        Ranges.verified(values.get(i), paths.get(i).state()));
            }
            boolean sameForVerifier = range.equals(verified);
            if (!range.equals(Range.all(width))) {
                facts.put(parameter, sameForVerifier ? new Fact.Within(range) : new Fact.FromTable(range));
            }
            return new Scalar(parameter, width);
        }

        private @Nullable Known sameConstant(List<Abstract> values) {
            if (!(values.getFirst() instanceof Known first)) return null;
            for (Abstract v : values) if (!(v instanceof Known k && k.sameValue(first))) return null;
            return new Known(first.value(), true);
        }

        private Abstract mergePointers(List<Abstract> values) {
            Pointer model = null;
            Region region = null;
            boolean sameAddress = true;
            boolean sameOffset = true;
            boolean hasNull = false;
            Nullability nullability = Nullability.NEVER;
            for (int i = 0; i < values.size(); i++) {
                if (!(values.get(i) instanceof Pointer p)) {
                    hasNull = true;
                    continue;
                }
                PacketChange change = paths.get(i).state().packetChange();
                if (change != null && change.outdates(p)) return new Undefined(change.words(p.type()));
                if (p.nullability() != Nullability.NEVER
                        && !nonNull(paths.get(i).state(), p)) nullability = p.nullability();
                if (model == null) {
                    model = p;
                    region = p.region();
                }
                region = region == null ? null : Region.either(region, p.region());
                if (region == null || p.type() != model.type() || p.length() != model.length()) {
                    return new Undefined(
                            "this points to a different kind of memory on each of the paths that meet here");
                }
                sameAddress &= p.sameAddress(model);
                sameOffset &= p.offset() == model.offset();
            }
            if (model == null || region == null) throw new IllegalStateException("no pointer among " + values);
            if (hasNull) {
                nullability = region == Region.KERNEL_TYPED || region.probed()
                        ? Nullability.TOLERATED
                        : Nullability.UNCHECKED;
            }
            if (sameAddress && !hasNull) {
                return new Pointer(model.base(), model.offset(), region, model.type(), model.length(), nullability);
            }
            if (sameOffset && !hasNull && nullability == Nullability.NEVER) {
                List<Abstract> bases = new ArrayList<>();
                for (Abstract v : values) bases.add(Scalar.ofLong(((Pointer) v).base()));
                Value base = parameter(bases, Width.W64);
                return new Pointer(base, model.offset(), region, model.type(), model.length(), nullability);
            }
            Value base = parameter(values, Width.W64);
            return new Pointer(base, 0, region, model.type(), model.length(), nullability);
        }

        private Abstract mergeObjects(List<Abstract> values) {
            List<VirtualObject> objects = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                objects.add(paths.get(i).state().object((Virtual) values.get(i)));
            }
            Shape shape = objects.getFirst().shape();
            for (VirtualObject o : objects) {
                if (!shape.immutable() || !o.shape().equals(shape)) {
                    return new Undefined("this holds a different object on each of the paths that meet here");
                }
            }
            Virtual result = ids.next();
            newObjects.put(result.id(), mergeFields(shape, objects));
            return result;
        }

        private VirtualObject mergeFields(Shape shape, List<VirtualObject> objects) {
            List<Abstract> fields = new ArrayList<>();
            for (int index = 0; index < objects.getFirst().fields().size(); index++) {
                List<Abstract> values = new ArrayList<>(objects.size());
                for (VirtualObject object : objects) values.add(object.fields().get(index));
                fields.add(merge(values));
            }
            return new VirtualObject(shape, fields);
        }

        void mergeHeap(State joined) {
            for (int id : joined.objectIds()) {
                List<VirtualObject> objects = new ArrayList<>();
                for (Pending path : paths) {
                    VirtualObject o = path.state().objectOrNull(id);
                    if (o != null) objects.add(o);
                }
                if (objects.size() < paths.size()) joined.removeObject(id);
                else joined.object(id, mergeFields(objects.getFirst().shape(), objects));
            }
            newObjects.forEach(joined::object);
        }

        private Value parameter(List<Abstract> values, Width width) {
            for (int i = 0; i < values.size(); i++) arguments.get(i).add(values.get(i));
            return builder.graph().newParameter(block, width);
        }

        /** Leads the edges into the block, by way of a block of their own where an argument must be computed. */
        void finish() {
            for (int i = 0; i < paths.size(); i++) {
                Edge edge = paths.get(i).edge();
                List<Abstract> values = arguments.get(i);
                if (!all(values, Materializer::free)) {
                    builder.begin(edge);
                    edge = new Edge();
                    List<Value> computed = computed(values);
                    builder.jump(edge);
                    edge.retarget(block, computed);
                } else {
                    edge.retarget(block, computed(values));
                }
            }
            builder.enter(block);
        }

        private List<Value> computed(List<Abstract> values) {
            List<Value> computed = new ArrayList<>(values.size());
            for (Abstract value : values) computed.add(materializer.value(value));
            return computed;
        }
    }

    static boolean nonNull(State state, Pointer p) {
        return p.nullability() == Nullability.NEVER || state.fact(p.base()) instanceof Fact.NonNull;
    }

    static boolean isNumber(Abstract v, Width width) {
        if (v instanceof Known k) return width == Width.W32 ? k.value() instanceof Integer : k.value() instanceof Long;
        if (v instanceof Comparison) return width == Width.W32;
        return v instanceof Scalar s && s.width() == width;
    }

    private static boolean all(List<Abstract> values, java.util.function.Predicate<Abstract> test) {
        for (Abstract v : values) if (!test.test(v)) return false;
        return true;
    }
}
