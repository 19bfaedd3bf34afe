package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Bound;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a number may be at a place, on demand.
 *
 * <ol>
 *   <li>An operation gives what it can make of what its operands may be; a load what its bytes can hold.
 *   <li>A parameter is one of its arguments. One that depends on itself round a loop begins with the arguments from outside; what the
 *       loop adds widens the end that moved, first as far as the comparisons at the loop's end let it, then as far as it goes, and the
 *       comparisons at the loop's head narrow it again where it is used.
 *   <li>Comparisons on the way narrow the answer: those whose one edge is the only way into a block that dominates the place.
 * </ol>
 *
 * <p>Every question has a budget of steps, beyond which the answer is that it may be anything. A snapshot: later changes of the graph do
 * not show. Precondition: every block is reachable.
 */
public final class Ranges {
    private static final int BUDGET = 4_000;
    private static final int DEEPEST = 60;
    private static final int PATIENCE = 6;

    /** A way into a block. */
    private record Way(Block from, Edge edge) {}

    /** A comparison that control passed on the one way into {@code below}. */
    private record Passed(Block below, Way way) {}

    private final Dominators dominators;
    private final List<List<Way>> ways = new ArrayList<>();
    private final @Nullable Block[] blockOfParameter;
    /** By value, the comparisons of it that control has passed where it is in a block, the innermost blocks first. */
    private final Map<Value, List<Passed>> passed = new HashMap<>();

    private final Map<Parameter, Range> assumed = new HashMap<>();
    private int steps;

    private Ranges(Graph graph) {
        dominators = Dominators.of(graph);
        blockOfParameter = new Block[graph.valueCount()];
        for (int i = 0; i < graph.blockCount(); i++) ways.add(new ArrayList<>(2));
        for (Block block : dominators.order()) {
            for (Parameter parameter : block.parameters()) blockOfParameter[parameter.id()] = block;
            for (Edge edge : block.terminator().edges()) {
                ways.get(edge.target().id()).add(new Way(block, edge));
            }
        }
        for (Block block : dominators.order().reversed()) {
            Way entry = dominators.immediate(block) == null ? null : onlyEntry(block);
            if (entry == null || !(entry.from().terminator() instanceof Branch branch)) continue;
            Passed comparison = new Passed(block, entry);
            for (Value compared : new LinkedHashSet<>(List.of(branch.left(), branch.right()))) {
                passed.computeIfAbsent(compared, v -> new ArrayList<>()).add(comparison);
            }
        }
    }

    /** Ready for questions about {@code graph} as it is now. */
    public static Ranges of(Graph graph) {
        return new Ranges(graph);
    }

    /** What {@code value} may be in {@code block}. */
    public Range at(Value value, Block block) {
        steps = 0;
        return range(value, block, 0);
    }

    /** What {@code value} may be when control leaves {@code from} by {@code edge}. */
    Range at(Value value, Block from, Edge edge) {
        steps = 0;
        return conditioned(range(value, from, 0), value, new Way(from, edge), 0);
    }

    private Range range(Value value, Block at, int depth) {
        if (value instanceof Constant constant) return Range.of(constant.value());
        Range all = Range.all(value.width());
        if (++steps > BUDGET || depth > DEEPEST) return all;
        Range range = computed(value, at, depth, all);
        return narrowed(range, value, at, depth);
    }

    private Range computed(Value value, Block at, int depth, Range all) {
        if (value instanceof Parameter parameter) return parameter(parameter, depth);
        if (value instanceof Binary binary) {
            return Range.of(
                    binary.operation(),
                    binary.width(),
                    operand(binary.left(), binary.width(), at, depth),
                    operand(binary.right(), binary.width(), at, depth));
        }
        if (value instanceof Extend extend) return Range.of(extend, range(extend.operand(0), at, depth + 1));
        if (value instanceof Load load) return Range.of(load);
        if (value instanceof Bound bound) {
            return range(bound.operand(0), at, depth + 1).intersection(new Range(0, bound.mask()));
        }
        return value instanceof ByteSwap swap && swap.bits() == Short.SIZE ? Range.bits(Short.SIZE, false) : all;
    }

    /** A W32 operation reads the lower half alone. */
    private Range operand(Value value, Width width, Block at, int depth) {
        Range range = range(value, at, depth + 1);
        Range all = Range.all(width);
        return range.within(all) ? range : all;
    }

    private Range parameter(Parameter parameter, int depth) {
        Range assumption = assumed.get(parameter);
        if (assumption != null) return assumption;
        Range all = Range.all(parameter.width());
        Block block = blockOfParameter[parameter.id()];
        if (block == null) return all;
        int index = block.parameters().indexOf(parameter);
        Range current = Range.EMPTY;
        for (int round = 0; round < PATIENCE; round++) {
            assumed.put(parameter, current);
            Range next = arguments(block, index, depth);
            if (next.within(current)) {
                assumed.remove(parameter);
                // What was widened too far holds for each turn, and so does what a turn makes of it.
                return next;
            }
            current = current.isEmpty() ? next : widened(current, next, round < 3 ? limit(block, index, depth) : all);
        }
        assumed.remove(parameter);
        return all;
    }

    private Range arguments(Block block, int index, int depth) {
        Range union = Range.EMPTY;
        for (Way way : ways.get(block.id())) {
            Value argument = way.edge().arguments().get(index);
            Range range = range(argument, way.from(), depth + 1);
            union = union.union(conditioned(range, argument, way, depth));
        }
        return union;
    }

    /** What the comparisons on the ways in let pass, whatever comes. */
    private Range limit(Block block, int index, int depth) {
        Range union = Range.EMPTY;
        for (Way way : ways.get(block.id())) {
            Value argument = way.edge().arguments().get(index);
            if (argument instanceof Constant) continue;
            Range all = Range.all(argument.width());
            union = union.union(conditioned(narrowed(all, argument, way.from(), depth), argument, way, depth));
        }
        return union;
    }

    private static Range widened(Range current, Range next, Range limit) {
        return new Range(
                next.least() < current.least() ? Math.min(limit.least(), next.least()) : current.least(),
                next.most() > current.most() ? Math.max(limit.most(), next.most()) : current.most());
    }

    private Range narrowed(Range range, Value value, Block at, int depth) {
        Range result = range;
        for (Passed comparison : passed.getOrDefault(value, List.of())) {
            if (dominators.dominates(comparison.below(), at)) {
                result = conditioned(result, value, comparison.way(), depth);
            }
        }
        return result;
    }

    /** The one way into a block from outside of the loop that it may head; null if there are more. */
    private @Nullable Way onlyEntry(Block block) {
        Way only = null;
        for (Way way : ways.get(block.id())) {
            if (dominators.dominates(block, way.from())) continue;
            if (only != null) return null;
            only = way;
        }
        return only;
    }

    /** What is left of a range on one edge of a comparison. */
    private Range conditioned(Range range, Value value, Way way, int depth) {
        if (!(way.from().terminator() instanceof Branch branch) || branch.whenTrue() == branch.whenFalse())
            return range;
        boolean left = branch.left().equals(value);
        if (!left && !branch.right().equals(value)) return range;
        if (branch.compareWidth() != value.width()) return range;
        Value other = left ? branch.right() : branch.left();
        boolean taken = way.edge() == branch.whenTrue();
        var condition = taken ? branch.condition() : branch.condition().negated();
        Range against = operand(other, branch.compareWidth(), way.from(), depth);
        return range.after(left ? condition : condition.mirrored(), against);
    }
}
