package dev.skep.compiler.internal.eval;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.optimize.UnreachableBlocks;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a hook method of a program object into a graph. */
public final class ProgramEvaluator {
    private final CompileEnvironment environment;

    /** An evaluator for the programs of one load. */
    public ProgramEvaluator(CompileEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The graph and the notes of one program.
     *
     * @param graph what to generate code from
     * @param notes which loops were unrolled and which were kept
     * @param indexedAccesses where indexes go into memory
     * @param functions the methods that were compiled apart
     */
    public record Result(
            Graph graph, List<String> notes, List<IndexedAccess> indexedAccesses, List<FunctionGraph> functions) {}

    /**
     * Evaluates {@code method} of {@code program}.
     *
     * @throws Refusal if it cannot run in the kernel
     */
    public Result evaluate(Object program, Method method, HookInput hook) {
        MethodCode code = environment.method(method.getDeclaringClass(), method.getName(), type(method));
        if (code == null) {
            throw new Refusal(
                    "no bytecode found for " + method,
                    "the class file must be readable: hidden classes and lambdas are not");
        }
        checkResult(method);
        Set<ArraySite> arraysInMemory = new HashSet<>();
        while (true) {
            try {
                return evaluate(program, method, code, hook, arraysInMemory);
            } catch (Restart restart) {
                if (!arraysInMemory.add(restart.site())) throw restart;
            }
        }
    }

    private Result evaluate(
            Object program, Method method, MethodCode code, HookInput hook, Set<ArraySite> arraysInMemory) {
        Frame frame = new Frame(code);
        Graph graph = new Graph(method.getName());
        Evaluation evaluation = new Evaluation(environment, hook, graph, frame.position(0), arraysInMemory);
        try {
            run(evaluation, frame, program, method, hook);
            UnreachableBlocks.run(graph);
            evaluation.tables().check(graph);
        } catch (Refusal refusal) {
            throw refusal.at(frame.position(0));
        }
        return new Result(
                graph,
                evaluation.notes(),
                evaluation.indexedAccesses(),
                evaluation.subprograms().functions());
    }

    /** The first line of a method, for errors that are about it as a whole; null where it has no bytecode. */
    public @Nullable SourcePosition position(Method method) {
        MethodCode code = environment.method(method.getDeclaringClass(), method.getName(), type(method));
        return code == null ? null : new Frame(code).position(0);
    }

    private static void checkResult(Method method) {
        Class<?> type = method.getReturnType();
        if (type == int.class || type == long.class || type == boolean.class || type == void.class) return;
        throw new Refusal(
                "a method that runs in the kernel returns a number or nothing, not " + type.getSimpleName(),
                "declare it as int, and send objects through a map or a RingBuffer");
    }

    /** The descriptor of a method. */
    public static MethodTypeDesc type(Method method) {
        List<ClassDesc> parameters = new ArrayList<>();
        for (Class<?> p : method.getParameterTypes()) parameters.add(ClassDesc.ofDescriptor(p.descriptorString()));
        return MethodTypeDesc.of(ClassDesc.ofDescriptor(method.getReturnType().descriptorString()), parameters);
    }

    private static void run(Evaluation evaluation, Frame frame, Object program, Method method, HookInput hook) {
        CodeBuilder builder = evaluation.builder();
        builder.startBlock();
        evaluation.context(builder.context());
        State state = new State(frame.code().localCount(), frame.code().stackLimit());
        int slot = 0;
        if (!frame.code().isStatic()) state.local(slot++, Known.of(program));
        for (int i = 0; i < method.getParameterCount(); i++) {
            Class<?> type = method.getParameterTypes()[i];
            state.local(slot, parameter(i, type, hook, evaluation));
            slot += type == long.class ? 2 : 1;
        }
        PacketLayout packet = hook.packetLayout();
        if (packet != null) state.packet(PacketBounds.read(evaluation, packet));
        Edge entry = new Edge();
        builder.jump(entry);
        new Evaluator(evaluation).method(frame, List.of(new Pending(entry, state)));
        boolean returnsNothing = method.getReturnType() == void.class;
        Verdicts verdicts = hook.verdicts();
        if (returnsNothing && verdicts != null) verdicts.check(0, hook.description());
        finish(evaluation, frame, returnsNothing);
    }

    private static Abstract parameter(int index, Class<?> type, HookInput hook, Evaluation evaluation) {
        if (type != HookArguments.class) return hook.parameter(index, type, evaluation);
        return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }

    /** One return for each constant result, one for each path with a computed one. */
    private static void finish(Evaluation evaluation, Frame frame, boolean returnsNothing) {
        CodeBuilder builder = evaluation.builder();
        Map<Object, List<Pending>> byResult = new LinkedHashMap<>();
        for (Pending path : frame.returns()) {
            Abstract result = returnsNothing
                    ? Known.of(0)
                    : path.state().stack(path.state().depth() - 1);
            Abstract refined = Arithmetic.refine(result, path.state());
            Object key = refined instanceof Known k && k.value() != null ? k.value() : path;
            byResult.computeIfAbsent(key, k -> new ArrayList<>()).add(path);
        }
        for (Map.Entry<Object, List<Pending>> group : byResult.entrySet()) {
            var block = builder.startBlock();
            for (Pending path : group.getValue()) path.edge().retarget(block, List.of());
            if (group.getKey() instanceof Pending path) {
                State state = path.state();
                builder.returns(evaluation.materializer().value(state.stack(state.depth() - 1)));
            } else {
                builder.returns(
                        group.getKey() instanceof Long l
                                ? Constant.of((long) l)
                                : Constant.of((Integer) group.getKey()));
            }
        }
    }
}
