package dev.skep.compiler.internal.backend;

import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a graph from a seed: arithmetic of all kinds, conditions, switches, nested loops that exchange their values,
 * calls that lose r0 to r5, and memory on the stack and in the context. The verifier accepts all of them: loops end,
 * addresses are in bounds. The same seed gives the same graph.
 */
final class RandomGraph {
    /** Size of the context that the program reads and writes. */
    static final int CONTEXT = 64;

    /** All that become instructions as they are. */
    private static final AtomicAccess[] ATOMIC =
            EnumSet.range(AtomicAccess.ADD, AtomicAccess.COMPARE_AND_EXCHANGE).toArray(AtomicAccess[]::new);

    private static final int SLOT = 32;
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        7,
        8,
        16,
        31,
        32,
        63,
        64,
        127,
        128,
        255,
        256,
        -128,
        0x7fff,
        0xffff,
        0x10000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        0x100000000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x1234_5678_9abcL
    };

    private final Graph graph;
    private final SplittableRandom random;
    private final List<Value> context = new ArrayList<>();
    private final StackSlot slot;
    private Block block;
    private int line = 1;
    private int budget;

    private RandomGraph(long seed, int budget) {
        random = new SplittableRandom(seed);
        graph = new Graph("random" + seed);
        block = graph.newBlock();
        slot = graph.newSlot(SLOT, 8, "scratch");
        this.budget = budget;
    }

    /** The graph of {@code seed} with about {@code budget} statements. */
    static Graph of(long seed, int budget) {
        RandomGraph maker = new RandomGraph(seed, budget);
        maker.program();
        return maker.graph;
    }

    private void program() {
        context.add(append(graph.context(at())));
        for (int i = 0; i < SLOT; i += 8) {
            append(graph.store(at(), new StackAddress(slot, i), 0, 8, Constant.of(0L)));
        }
        if (random.nextBoolean()) {
            context.add(append(
                    graph.binary(at(), BinaryOperation.ADD, Width.W64, new StackAddress(slot, 0), Constant.of(8L))));
        }
        List<Value> scope = new ArrayList<>();
        int inputs = 2 + random.nextInt(14);
        for (int i = 0; i < inputs; i++) {
            scope.add(load());
        }
        statements(scope, 0);
        Value sum = Constant.of(0L);
        for (Value value : scope) {
            sum = append(graph.binary(at(), BinaryOperation.ADD, Width.W64, wide(sum), wide(value)));
            if (random.nextInt(3) == 0) {
                sum = append(graph.binary(at(), BinaryOperation.MULTIPLY, Width.W64, sum, Constant.of(31L)));
            }
        }
        append(graph.store(at(), context.getFirst(), 0, 8, wide(sum)));
        append(graph.returns(at(), sum));
    }

    private SourcePosition at() {
        return new SourcePosition("Random", "run", "Random.java", random.nextInt(3) == 0 ? ++line : line, null);
    }

    private <T extends Instruction> T append(T instruction) {
        block.instructions().add(instruction);
        return instruction;
    }

    private void statements(List<Value> scope, int depth) {
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count && budget > 0; i++) {
            budget--;
            switch (random.nextInt(24)) {
                case 0, 1 -> conditional(scope, depth);
                case 2 -> loop(scope, depth);
                case 3 -> choice(scope, depth);
                case 4 -> leave(scope);
                case 5, 6 -> append(graph.call(at(), new CallTarget.Helper(8, "bpf_get_smp_processor_id")));
                case 7, 8, 9 -> scope.add(load());
                case 10, 11 -> store(scope);
                default -> scope.add(compute(scope));
            }
        }
    }

    private Value compute(List<Value> scope) {
        Width width = random.nextBoolean() ? Width.W32 : Width.W64;
        return append(
                switch (random.nextInt(10)) {
                    case 0 -> graph.negate(at(), width, operand(scope, width));
                    case 1 -> graph.byteSwap(at(), operand(scope, Width.W64), 16 << random.nextInt(3));
                    case 2, 3 ->
                        graph.extend(at(), pick(scope), 8 << random.nextInt(3), random.nextBoolean(), Width.W64);
                    case 4 -> graph.extend(at(), pick(scope), 8 << random.nextInt(2), random.nextBoolean(), Width.W32);
                    default -> {
                        BinaryOperation[] all = BinaryOperation.values();
                        yield graph.binary(
                                at(),
                                all[random.nextInt(all.length)],
                                width,
                                operand(scope, width),
                                operand(scope, width));
                    }
                });
    }

    private Value pick(List<Value> scope) {
        // The youngest values more often, as in real programs.
        int back = random.nextBoolean() ? random.nextInt(Math.min(4, scope.size())) : random.nextInt(scope.size());
        return scope.get(scope.size() - 1 - back);
    }

    private Value operand(List<Value> scope, Width width) {
        if (random.nextInt(4) == 0) return number(width);
        Value value = pick(scope);
        return width == Width.W64 ? wide(value) : value;
    }

    private Constant number(Width width) {
        long value = NUMBERS[random.nextInt(NUMBERS.length)];
        return width == Width.W32 ? Constant.of((int) value) : Constant.of(value);
    }

    private Value wide(Value value) {
        if (value.width() == Width.W64) return value;
        return append(graph.extend(at(), value, 32, random.nextBoolean(), Width.W64));
    }

    private Value load() {
        int size = 1 << random.nextInt(4);
        Width width = size == 8 || random.nextBoolean() ? Width.W64 : Width.W32;
        boolean signed = random.nextBoolean();
        Value base = base();
        int offset = random.nextInt(bytes(base) / size) * size;
        return append(graph.load(at(), base, offset, size, signed, width, ""));
    }

    private void store(List<Value> scope) {
        int size = 1 << random.nextInt(4);
        Value base = base();
        int offset = random.nextInt(bytes(base) / size) * size;
        if (!base.equals(context.getFirst()) && size >= 4 && random.nextInt(3) == 0) {
            atomic(scope, base, offset, size);
        } else {
            append(graph.store(at(), base, offset, size, operand(scope, size == 8 ? Width.W64 : Width.W32)));
        }
    }

    private void atomic(List<Value> scope, Value base, int offset, int size) {
        AtomicAccess access = ATOMIC[random.nextInt(ATOMIC.length)];
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < access.operands(); i++) values.add(operand(scope, size == 8 ? Width.W64 : Width.W32));
        Value found = append(graph.atomic(at(), access, base, offset, size, values));
        if (access.returning()) scope.add(found);
    }

    private Value base() {
        int choice = random.nextInt(3);
        return choice < context.size() ? context.get(choice) : new StackAddress(slot, random.nextInt(2) * 8);
    }

    private int bytes(Value base) {
        return base.equals(context.getFirst()) ? CONTEXT : SLOT - 8;
    }

    private void conditional(List<Value> scope, int depth) {
        if (depth > 3) return;
        Block yes = graph.newBlock();
        Block no = graph.newBlock();
        Block join = graph.newBlock();
        List<Parameter> parameters = parameters(join, 1 + random.nextInt(3));
        branch(scope, new Edge(yes, List.of()), new Edge(no, List.of()));
        for (Block arm : List.of(yes, no)) {
            block = arm;
            List<Value> inner = new ArrayList<>(scope);
            if (random.nextInt(4) != 0) statements(inner, depth + 1);
            append(graph.jump(at(), new Edge(join, arguments(parameters, inner))));
        }
        block = join;
        scope.addAll(parameters);
    }

    /** Several tests, each of which may leave for the same block with other arguments: critical edges. */
    private void choice(List<Value> scope, int depth) {
        if (depth > 3) return;
        Block join = graph.newBlock();
        List<Parameter> parameters = parameters(join, 1 + random.nextInt(3));
        int tests = 1 + random.nextInt(4);
        for (int i = 0; i < tests; i++) {
            Block more = graph.newBlock();
            Edge away = new Edge(join, arguments(parameters, scope));
            Edge on = new Edge(more, List.of());
            boolean first = random.nextBoolean();
            branch(scope, first ? away : on, first ? on : away);
            block = more;
        }
        append(graph.jump(at(), new Edge(join, arguments(parameters, scope))));
        block = join;
        scope.addAll(parameters);
    }

    private void loop(List<Value> scope, int depth) {
        if (depth > 1) return;
        Block header = graph.newBlock();
        Block body = graph.newBlock();
        Block after = graph.newBlock();
        List<Parameter> parameters = parameters(header, random.nextInt(4));
        Parameter counter = graph.newParameter(header, Width.W32);
        List<Value> entering = arguments(parameters, scope);
        entering.add(Constant.of(0));
        append(graph.jump(at(), new Edge(header, entering)));
        block = header;
        append(graph.branch(
                at(),
                Condition.LESS_SIGNED,
                Width.W32,
                counter,
                Constant.of(random.nextInt(4)),
                new Edge(body, List.of()),
                new Edge(after, List.of())));
        block = body;
        List<Value> inner = new ArrayList<>(scope);
        inner.addAll(parameters);
        inner.add(counter);
        statements(inner, depth + 1);
        List<Value> again = arguments(parameters, random.nextBoolean() ? inner : new ArrayList<>(parameters));
        again.add(append(graph.binary(at(), BinaryOperation.ADD, Width.W32, counter, Constant.of(1))));
        append(graph.jump(at(), new Edge(header, again)));
        block = after;
        scope.addAll(parameters);
        scope.add(counter);
    }

    private void leave(List<Value> scope) {
        Block exit = graph.newBlock();
        Block stay = graph.newBlock();
        branch(scope, new Edge(exit, List.of()), new Edge(stay, List.of()));
        block = exit;
        append(graph.returns(at(), random.nextBoolean() ? number(Width.W32) : pick(scope)));
        block = stay;
    }

    private void branch(List<Value> scope, Edge yes, Edge no) {
        Condition[] all = Condition.values();
        Width width = random.nextBoolean() ? Width.W32 : Width.W64;
        Value left = operand(scope, width);
        Value right = random.nextBoolean() ? number(width) : operand(scope, width);
        if (random.nextInt(4) == 0) {
            left = append(graph.binary(at(), BinaryOperation.AND, width, left, number(width)));
            right = width == Width.W32 ? Constant.of(0) : Constant.of(0L);
        }
        append(graph.branch(at(), all[random.nextInt(all.length)], width, left, right, yes, no));
    }

    private List<Parameter> parameters(Block of, int count) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parameters.add(graph.newParameter(of, random.nextBoolean() ? Width.W32 : Width.W64));
        }
        return parameters;
    }

    private List<Value> arguments(List<Parameter> parameters, List<? extends Value> scope) {
        List<Value> arguments = new ArrayList<>();
        for (Parameter parameter : parameters) {
            arguments.add(
                    scope.isEmpty() ? number(parameter.width()) : operand(new ArrayList<>(scope), parameter.width()));
        }
        return arguments;
    }
}
