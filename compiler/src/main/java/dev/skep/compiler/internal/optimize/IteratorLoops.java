package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drives long loops by the kernel's number iterator, so that the verifier looks at them once and not turn by turn.
 *
 * <p>A loop that asks {@code bpf_iter_num_next} at its head (since Linux 6.4) the verifier leaves alone as soon as the head looks as it did
 * before. So:
 *
 * <ol>
 *   <li>Before the loop, make an iterator on the stack with one turn more than the loop can take.
 *   <li>At its head ask it for the next turn. It never runs out before a loop whose turns are bounded by {@link Turns}; any other loop
 *       ends after {@link LoopDriver#MOST_TURNS}, see {@link OutOfTurns}.
 *   <li>On every way out destroy it.
 *   <li>Numbers that change from turn to turn would make each head look new. They go through the upper half of an eight-byte slot,
 *       whose content the verifier does not follow: what it loads from there may be anything each time. It is told again within which
 *       range it is.
 * </ol>
 *
 * <p>Precondition: every block is reachable. The stores must stay, so {@link DeadStores} has run before.
 */
final class IteratorLoops {
    private final Graph graph;
    private final LoopDriver.NumberIterator functions;
    /** Those made so far, outer loops first. */
    private final List<Made> iterators = new ArrayList<>();
    /** By how many converted loops are around a loop: those of one depth never run at the same time. */
    private final List<LoopSlots> slots = new ArrayList<>();

    private IteratorLoops(Graph graph, LoopDriver.NumberIterator functions) {
        this.graph = graph;
        this.functions = functions;
    }

    /** A loop and the iterator that drives it. */
    private record Made(NaturalLoop loop, StackAddress iterator) {}

    /** Converts {@code chosen}, outer loops before inner ones. */
    static void run(Graph graph, LoopDriver.NumberIterator functions, List<LongLoops.LongLoop> chosen) {
        new IteratorLoops(graph, functions).convert(chosen);
    }

    private void convert(List<LongLoops.LongLoop> chosen) {
        Addresses addresses = Addresses.of(graph);
        Ranges ranges = Ranges.of(graph);
        List<List<Range>> known = chosen.stream()
                .map(loop -> loop.loop().header())
                .map(header -> header.parameters().stream()
                        .map(parameter -> ranges.at(parameter, header))
                        .toList())
                .toList();
        // Each way in gets a block of its own, so that it is not a way out of another loop at the same time.
        for (LongLoops.LongLoop loop : chosen) {
            loop.loop()
                    .entries()
                    .replaceAll(entry -> between(entry).terminator().edges().getFirst());
        }
        List<OutOfTurns> ends = new ArrayList<>();
        for (LongLoops.LongLoop loop : chosen) ends.add(OutOfTurns.of(graph, loop.loop()));
        for (int i = 0; i < chosen.size(); i++) {
            convert(chosen.get(i), known.get(i), addresses, ends.get(i));
        }
    }

    private void convert(LongLoops.LongLoop chosen, List<Range> ranges, Addresses addresses, OutOfTurns end) {
        NaturalLoop loop = chosen.loop();
        Block header = loop.header();
        SourcePosition at = header.instructions().getFirst().position();
        LoopSlots own = slots(header);
        StackAddress iterator = own.counter();
        List<Opaque> opaque = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Parameter parameter = header.parameters().get(i);
            boolean keep = addresses.contains(parameter);
            opaque.add(
                    keep
                            ? new Opaque(List.of(), Width.W64, ranges.get(i))
                            : opaque(parameter.width(), ranges.get(i), own));
        }
        Block ask = graph.newDetachedBlock();
        graph.blocks().add(graph.blocks().indexOf(header), ask);
        for (int i = 0; i < opaque.size(); i++) if (opaque.get(i).kept()) graph.newParameter(ask, Width.W64);
        List<Edge> entries = new ArrayList<>(loop.entries());
        for (Block block : List.copyOf(graph.blocks())) {
            if (block == ask) continue;
            for (Edge edge : block.terminator().edges()) {
                if (edge.target() != header) continue;
                enter(edge, ask, opaque, at, entries.contains(edge) ? iterator : null, chosen.passes());
            }
        }
        for (Edge exit : loop.exits()) {
            Block leave = between(exit);
            leave.instructions().addFirst(destroy(iterator, at));
        }
        List<Call> leave = new ArrayList<>();
        for (Made outer : iterators) {
            if (outer.loop().body().contains(header)) leave.add(destroy(outer.iterator(), at));
        }
        iterators.add(new Made(loop, iterator));
        ask(new Head(ask, header, iterator, at), opaque, end, leave);
    }

    /** The block that asks for the next turn, and what it leads to. */
    private record Head(Block ask, Block header, StackAddress iterator, SourcePosition at) {}

    /** Where a number is kept from turn to turn; nothing for an address, which stays a parameter. */
    private record Opaque(List<StackSlot> slots, Width width, Range range) {
        boolean kept() {
            return slots.isEmpty();
        }
    }

    private static Opaque opaque(Width width, Range range, LoopSlots slots) {
        List<StackSlot> halves = new ArrayList<>();
        for (int i = 0; i < width.bits(); i += 32) halves.add(slots.variable());
        return new Opaque(halves, width, range);
    }

    private LoopSlots slots(Block header) {
        long depth = iterators.stream()
                .filter(outer -> outer.loop().body().contains(header))
                .count();
        while (slots.size() <= depth) slots.add(new LoopSlots(graph));
        return slots.get((int) depth).again();
    }

    private void enter(
            Edge edge,
            Block ask,
            List<Opaque> opaque,
            SourcePosition at,
            @Nullable StackAddress newIterator,
            int turns) {
        Block before = between(edge);
        Edge into = before.terminator().edges().getFirst();
        List<Value> arguments = List.copyOf(into.arguments());
        List<Value> kept = new ArrayList<>();
        List<Instruction> code = before.instructions();
        Instruction jump = code.removeLast();
        for (int i = 0; i < opaque.size(); i++) {
            if (opaque.get(i).kept()) kept.add(arguments.get(i));
            else store(opaque.get(i), arguments.get(i), at, code);
        }
        if (newIterator != null) {
            code.add(graph.call(
                    at,
                    new CallTarget.Kfunc(functions.create(), "bpf_iter_num_new"),
                    newIterator,
                    Constant.of(0),
                    Constant.of(turns)));
        }
        code.add(jump);
        into.retarget(ask, kept);
    }

    private void store(Opaque opaque, Value value, SourcePosition at, List<Instruction> code) {
        Value half = value;
        for (StackSlot slot : opaque.slots()) {
            code.add(graph.store(at, new StackAddress(slot, 4), 0, 4, half));
            if (slot == opaque.slots().getLast()) break;
            if (value instanceof Constant constant) {
                half = Constant.of((int) (constant.value() >>> 32));
                continue;
            }
            Instruction upper =
                    graph.binary(at, BinaryOperation.SHIFT_RIGHT_UNSIGNED, Width.W64, value, Constant.of(32L));
            code.add(upper);
            half = upper;
        }
    }

    private Instruction load(Opaque opaque, SourcePosition at, List<Instruction> code) {
        StackAddress low = new StackAddress(opaque.slots().getFirst(), 4);
        Load first = graph.load(at, low, 0, 4, false, opaque.width(), "");
        code.add(first);
        if (opaque.width() == Width.W32) return first;
        Load second = graph.load(at, new StackAddress(opaque.slots().getLast(), 4), 0, 4, false, Width.W64, "");
        Instruction moved = graph.binary(at, BinaryOperation.SHIFT_LEFT, Width.W64, second, Constant.of(32L));
        Instruction whole = graph.binary(at, BinaryOperation.OR, Width.W64, moved, first);
        code.addAll(List.of(second, moved, whole));
        return whole;
    }

    private void ask(Head head, List<Opaque> opaque, OutOfTurns end, List<Call> leave) {
        Block ask = head.ask();
        StackAddress iterator = head.iterator();
        SourcePosition at = head.at();
        Call next = graph.call(at, new CallTarget.Kfunc(functions.next(), "bpf_iter_num_next"), iterator);
        Block again = graph.newBlock();
        Block over = graph.newBlock();
        Edge yes = new Edge(again, List.of());
        Edge no = new Edge(over, List.of());
        ask.instructions().add(next);
        ask.instructions().add(graph.branch(at, Condition.NOT_EQUAL, Width.W64, next, Constant.of(0L), yes, no));
        List<Value> arguments = variables(ask, opaque, at, again.instructions());
        again.instructions().add(graph.jump(at, new Edge(head.header(), arguments)));
        over.instructions().add(destroy(iterator, at));
        end.finish(over, variables(ask, opaque, at, over.instructions()), leave, at);
    }

    private List<Value> variables(Block ask, List<Opaque> opaque, SourcePosition at, List<Instruction> code) {
        List<Value> variables = new ArrayList<>();
        int kept = 0;
        for (Opaque variable : opaque) {
            variables.add(
                    variable.kept()
                            ? ask.parameters().get(kept++)
                            : Forgetting.told(graph, load(variable, at, code), variable.range(), code));
        }
        return variables;
    }

    private Call destroy(StackAddress iterator, SourcePosition at) {
        return graph.call(at, new CallTarget.Kfunc(functions.destroy(), "bpf_iter_num_destroy"), iterator);
    }

    /** A new block on an edge, which goes on where the edge went. */
    private Block between(Edge edge) {
        Block block = graph.newBlock();
        SourcePosition at = edge.target().instructions().getFirst().position();
        Edge onwards = new Edge(edge.target(), edge.arguments());
        block.instructions().add(graph.jump(at, onwards));
        edge.retarget(block, List.of());
        return block;
    }
}
