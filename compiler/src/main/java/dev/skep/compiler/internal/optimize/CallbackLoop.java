package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Argument;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.FunctionReference;
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
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes a function of the turns of one loop.
 *
 * <ol>
 *   <li>On every way in, the loop's variables go to a state on the stack. In front of the call, what the loop uses from before goes there
 *       too: numbers, and addresses as they are.
 *   <li>The loop's blocks become the function. It takes everything from the state, and makes the verifier forget what it knows of the
 *       variables, and of slots of the stack that the loop writes to and that were there before it: see {@link Forgetting}.
 *   <li>A way back writes the variables to the state and returns 0. A way out writes there its own number and what is used behind the
 *       loop, and returns 1.
 *   <li>Behind the call, the number of the exit leads on. Where there is none, the loop has taken all its turns: see {@link OutOfTurns}.
 * </ol>
 */
final class CallbackLoop {
    private static final int BPF_LOOP = 181;

    private final Graph graph;
    private final NaturalLoop loop;
    private final CallTarget.Function target;
    private final Graph function;
    private final SourcePosition at;
    private final LoopState state;
    private final Set<Value> before;
    private final Map<Value, Block> made;
    private final Set<Value> behind;
    private final Map<StackSlot, BitSet> forgotten = new LinkedHashMap<>();
    private final Dominators dominators;
    private final Map<Value, Range> ranges = new HashMap<>();

    CallbackLoop(Graph graph, NaturalLoop loop, CallTarget.Function target) {
        this.graph = graph;
        this.loop = loop;
        this.target = target;
        function = graph.part(target.name());
        at = loop.header().instructions().getFirst().position();
        before = LoopValues.usedFromBefore(graph, loop);
        made = LoopValues.made(loop);
        behind = LoopValues.usedBehind(graph, loop);
        Set<StackSlot> shared = LoopValues.slotsWritten(loop);
        shared.retainAll(LoopValues.slotsOutside(graph, loop));
        dominators = Dominators.of(graph);
        for (StackSlot slot : shared) {
            forgotten.put(slot, LoopValues.writtenBefore(graph, loop, dominators, slot));
            before.add(new StackAddress(slot, 0));
        }
        state = new LoopState(at);
        Ranges known = Ranges.of(graph);
        for (Parameter parameter : loop.header().parameters()) {
            state.add(parameter);
            ranges.put(parameter, known.at(parameter, loop.header()));
        }
        before.forEach(state::add);
        for (Value value : behind) {
            if (ranges.containsKey(value)) continue;
            state.add(value);
            ranges.put(value, known.at(value, Objects.requireNonNull(made.get(value))));
        }
    }

    /** Changes the graph, and gives that of the function. The state gets its place from {@code states}. */
    Graph convert(LongLoops.LongLoop chosen, OutOfTurns end, LoopStates states) {
        Map<Edge, Block> exitBlocks = new LinkedHashMap<>();
        for (Block block : loop.body()) {
            for (Edge edge : block.terminator().edges()) if (loop.exits().contains(edge)) exitBlocks.put(edge, block);
        }
        StackAddress memory = states.place(graph, state);
        Block call = graph.newDetachedBlock();
        graph.blocks().add(graph.blocks().indexOf(loop.header()), call);
        for (Edge entry : loop.entries()) enter(entry, call, memory);
        graph.blocks().removeAll(loop.body());
        List<Edge> ways = new ArrayList<>();
        Map<Edge, List<Value>> leaving = new LinkedHashMap<>();
        exitBlocks.forEach((exit, block) -> {
            ways.add(new Edge(exit.target(), exit.arguments()));
            leaving.put(
                    exit,
                    behind.stream()
                            .filter(value -> dominators.dominates(Objects.requireNonNull(made.get(value)), block))
                            .toList());
        });
        fill(call, memory, chosen, ways, end);
        turn(leaving);
        return function;
    }

    private void enter(Edge entry, Block call, StackAddress memory) {
        Block block = graph.newBlock();
        List<Value> arguments = List.copyOf(entry.arguments());
        for (int i = 0; i < arguments.size(); i++) {
            state.store(graph, memory, loop.header().parameters().get(i), arguments.get(i), block.instructions());
        }
        block.instructions().add(graph.jump(at, new Edge(call, List.of())));
        entry.retarget(block, List.of());
    }

    /** The call, and the ways on from there. */
    private void fill(Block call, StackAddress memory, LongLoops.LongLoop chosen, List<Edge> ways, OutOfTurns end) {
        List<Instruction> code = call.instructions();
        for (Value value : before) state.store(graph, memory, value, value, code);
        Set<Value> fresh = new LinkedHashSet<>(behind);
        fresh.removeAll(loop.header().parameters());
        for (Value value : fresh) {
            state.store(graph, memory, value, value.width() == Width.W32 ? Constant.of(0) : Constant.of(0L), code);
        }
        code.add(graph.store(at, memory, LoopState.EXIT, Integer.BYTES, Constant.of(0)));
        code.add(graph.call(
                at,
                new CallTarget.Helper(BPF_LOOP, "bpf_loop"),
                Constant.of(chosen.passes()),
                new FunctionReference(target),
                memory,
                Constant.of(0L)));
        Substitution loaded = new Substitution(graph);
        for (Value value : behind) loaded.replace(value, result(value, memory, code));
        Load exit = graph.load(at, memory, LoopState.EXIT, Integer.BYTES, false, Width.W32, "exit");
        code.add(exit);
        Block block = call;
        for (int i = 0; i < ways.size(); i++) {
            Block next = graph.newBlock();
            block.instructions()
                    .add(graph.branch(
                            at,
                            Condition.EQUAL,
                            Width.W32,
                            exit,
                            Constant.of(i + 1),
                            ways.get(i),
                            new Edge(next, List.of())));
            block = next;
        }
        List<Value> variables = new ArrayList<>();
        for (Parameter parameter : loop.header().parameters()) {
            variables.add(result(parameter, memory, block.instructions()));
        }
        end.finish(block, variables, List.of(), at);
        loaded.apply();
    }

    /** What a variable is behind the call, of which the verifier knows nothing any more. */
    private Value result(Value value, StackAddress memory, List<Instruction> code) {
        return Forgetting.told(graph, state.load(graph, memory, value, code), range(value), code);
    }

    private Range range(Value value) {
        return Objects.requireNonNull(ranges.get(value));
    }

    /** The function: the loop's blocks between what takes the state and what writes it. */
    private void turn(Map<Edge, List<Value>> leaving) {
        Block entry = function.newBlock();
        List<Instruction> code = entry.instructions();
        Argument number = function.argument(at, 0, Width.W64);
        Argument memory = function.argument(at, 1, Width.W64);
        code.addAll(List.of(number, memory));
        Forgetting forgetting = new Forgetting(function, at, number, code);
        Map<Value, Value> inside = new HashMap<>();
        for (Value value : before) inside.put(value, state.load(function, memory, value, code));
        forgotten.forEach((slot, written) ->
                forgetting.slot(slot, written, Objects.requireNonNull(inside.get(new StackAddress(slot, 0))), code));
        List<Value> variables = new ArrayList<>();
        for (Parameter parameter : loop.header().parameters()) {
            Load load = state.load(function, memory, parameter, code);
            variables.add(forgetting.number(load, range(parameter), code));
        }
        for (Block block : loop.body()) {
            function.blocks().add(block);
            replace(block, inside);
        }
        for (Block latch : List.copyOf(loop.body())) {
            for (Edge edge : latch.terminator().edges()) {
                if (edge.target() == loop.header()) again(edge, memory);
            }
        }
        code.add(function.jump(at, new Edge(loop.header(), variables)));
        int exits = 0;
        for (Map.Entry<Edge, List<Value>> exit : leaving.entrySet()) {
            leave(exit.getKey(), ++exits, exit.getValue(), memory);
        }
    }

    private static void replace(Block block, Map<Value, Value> instead) {
        for (Instruction instruction : block.instructions()) {
            for (int i = 0; i < instruction.operandCount(); i++) {
                Value operand = instruction.operand(i);
                instruction.operand(i, instead.getOrDefault(operand, operand));
            }
        }
        for (Edge edge : block.terminator().edges()) {
            edge.arguments().replaceAll(value -> instead.getOrDefault(value, value));
        }
    }

    private void again(Edge back, Argument memory) {
        Block block = function.newBlock();
        List<Value> arguments = List.copyOf(back.arguments());
        for (int i = 0; i < arguments.size(); i++) {
            state.store(function, memory, loop.header().parameters().get(i), arguments.get(i), block.instructions());
        }
        block.instructions().add(function.returns(at, Constant.of(0)));
        back.retarget(block, List.of());
    }

    private void leave(Edge exit, int number, List<Value> values, Argument memory) {
        Block block = function.newBlock();
        List<Instruction> code = block.instructions();
        // Variables, too: to the verifier their places still hold what they held before the first turn.
        for (Value value : values) state.store(function, memory, value, value, code);
        code.add(function.store(at, memory, LoopState.EXIT, Integer.BYTES, Constant.of(number)));
        code.add(function.returns(at, Constant.of(1)));
        exit.retarget(block, List.of());
    }
}
