package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.internal.optimize.UnreachableBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method compiled as a function of its own, and how its result is to be understood. */
public final class FunctionGraph {
    private static final int MOST_REGISTERS = 5;

    /**
     * From what the function was made, if it does not depend on the program that it was made for.
     *
     * @param key equal ones have equal code
     * @param inlined the methods that it has in it
     */
    record Origin(KnownFunctions.Key key, Set<MethodCode> inlined) {}

    private final CallTarget.Function target;
    private final Graph graph;
    private final int arguments;
    private final boolean needsContext;
    private final boolean changesPacket;
    private final @Nullable Abstract model;
    private final @Nullable Origin origin;

    private FunctionGraph(
            CallTarget.Function target,
            Graph graph,
            int arguments,
            boolean needsContext,
            boolean changesPacket,
            @Nullable Abstract model,
            @Nullable Origin origin) {
        this.target = target;
        this.graph = graph;
        this.arguments = arguments;
        this.needsContext = needsContext;
        this.changesPacket = changesPacket;
        this.model = model;
        this.origin = origin;
    }

    /** The same function as another program calls it. */
    FunctionGraph as(CallTarget.Function other) {
        return new FunctionGraph(other, graph, arguments, needsContext, changesPacket, model, origin);
    }

    /** The same function, of which it is known that it is the same in all programs. */
    FunctionGraph from(Origin everywhere) {
        return new FunctionGraph(target, graph, arguments, needsContext, changesPacket, model, everywhere);
    }

    @Nullable
    Origin origin() {
        return origin;
    }

    /** What is equal for functions that have equal code, in this program or another; null if it is this program's alone. */
    public @Nullable Object sameAs() {
        return origin == null ? null : origin.key();
    }

    /** As calls name it. */
    public CallTarget.Function target() {
        return target;
    }

    /** Its code. */
    public Graph graph() {
        return graph;
    }

    /** How many registers it takes. */
    public int arguments() {
        return arguments;
    }

    /** Whether the program's context is its last argument. */
    boolean needsContext() {
        return needsContext;
    }

    /** Whether addresses in the packet are outdated after a call of it. */
    boolean changesPacket() {
        return changesPacket;
    }

    /** What the register that it returns means to the caller; null if it returns nothing. */
    @Nullable
    Abstract result(Value register) {
        return switch (model) {
            case null -> null;
            case Scalar scalar -> new Scalar(register, scalar.width());
            case Pointer p -> new Pointer(register, 0, p.region(), p.type(), p.length(), p.nullability());
            default -> model;
        };
    }

    /** What a function finds when it is entered. */
    interface Entry {
        /** The arguments of its method, receiver first; tells the evaluation where the context is, if it can be reached. */
        List<Abstract> arguments(Evaluation inside, State state);
    }

    /** Evaluates {@code code} with these arguments, which travel in registers; null if its results are of different kinds. */
    static @Nullable FunctionGraph of(
            Evaluation caller,
            CallTarget.Function target,
            MethodCode code,
            List<ArgumentPlan.Kind> kinds,
            int registers) {
        return of(caller, target, code, registers, (inside, state) -> {
            int[] next = {0};
            List<Abstract> arguments = new ArrayList<>();
            for (ArgumentPlan.Kind kind : kinds) {
                arguments.add(ArgumentPlan.inside(
                        kind,
                        state,
                        inside.objectIds(),
                        width -> inside.builder().argument(next[0]++, width)));
            }
            if (registers < MOST_REGISTERS) inside.context(inside.builder().argument(registers, Width.W64));
            return arguments;
        });
    }

    /** Evaluates {@code code} with the arguments that {@code entered} finds. */
    static @Nullable FunctionGraph of(
            Evaluation caller, CallTarget.Function target, MethodCode code, int registers, Entry entered) {
        Graph graph = new Graph(target.name());
        Frame frame = new Frame(code);
        Evaluation inside = caller.function(graph, frame.position(0));
        CodeBuilder builder = inside.builder();
        builder.startBlock();
        State state = new State(code.localCount(), code.stackLimit());
        state.assignArguments(code, entered.arguments(inside, state));
        Edge entry = new Edge();
        builder.jump(entry);
        new Evaluator(inside).method(frame, List.of(new Pending(entry, state)));
        boolean nothing = code.type().returnType().descriptorString().equals("V");
        Abstract model = nothing ? null : model(frame.returns());
        if (!nothing && model == null) return null;
        for (Pending path : frame.returns()) {
            builder.begin(path.edge());
            builder.returns(
                    model instanceof Scalar || model instanceof Pointer
                            ? inside.materializer().value(result(path))
                            : Constant.of(0));
        }
        UnreachableBlocks.run(graph);
        inside.tables().check(graph);
        Value context = inside.reachableContext();
        boolean needsContext = context != null && used(graph, context);
        boolean changesPacket = frame.returns().stream().anyMatch(p -> p.state().packetChange() != null);
        return new FunctionGraph(
                target, graph, registers + (needsContext ? 1 : 0), needsContext, changesPacket, model, null);
    }

    private static Abstract result(Pending path) {
        State state = path.state();
        return Arithmetic.refine(state.stack(state.depth() - 1), state);
    }

    private static boolean used(Graph graph, Value value) {
        for (var block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction.operands().contains(value)) return true;
            }
            for (Edge edge : block.terminator().edges()) if (edge.arguments().contains(value)) return true;
        }
        return false;
    }

    /** What all results have in common: a number, an address of one kind of memory, or the same object. */
    private static @Nullable Abstract model(List<Pending> returns) {
        List<Abstract> results = returns.stream().map(FunctionGraph::result).toList();
        Abstract first = results.getFirst();
        boolean same =
                results.stream().allMatch(r -> r instanceof Known k && first instanceof Known f && k.sameValue(f));
        if (same && !Joiner.isNumber(first, Width.W32) && !Joiner.isNumber(first, Width.W64)) return first;
        if (results.stream().allMatch(r -> r instanceof Comparison || Joiner.isNumber(r, Width.W32))) {
            return new Scalar(Constant.of(0), Width.W32);
        }
        if (results.stream().allMatch(r -> Joiner.isNumber(r, Width.W64))) {
            return new Scalar(Constant.of(0L), Width.W64);
        }
        return address(returns, results);
    }

    private static @Nullable Pointer address(List<Pending> returns, List<Abstract> results) {
        Pointer model = null;
        boolean mayBeNull = false;
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).equals(Known.NULL)) {
                mayBeNull = true;
                continue;
            }
            if (!(results.get(i) instanceof Pointer p) || p.region() == Region.STACK) return null;
            mayBeNull |= !Joiner.nonNull(returns.get(i).state(), p);
            boolean fits = model == null
                    || (model.region() == p.region() && model.type() == p.type() && model.length() == p.length());
            if (!fits) return null;
            model = p;
        }
        if (model == null) return null;
        Nullability nullability = mayBeNull ? model.region().whenNull() : Nullability.NEVER;
        return new Pointer(Constant.of(0L), 0, model.region(), model.type(), model.length(), nullability);
    }
}
