package dev.skep.compiler.internal.eval;

import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.internal.optimize.UnreachableBlocks;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Evaluates any method as if a hook called it: integers come from the context, the receiver is an object whose integer fields do, and
 * of other objects nothing is known.
 */
public final class UnknownArguments {
    private static final int CONTEXT_WORDS = 64;
    private static final Undefined UNKNOWN = new Undefined("nothing is known of this argument");

    private final CompileEnvironment environment;
    private int nextWord;

    /** For methods that share an environment. */
    public UnknownArguments(CompileEnvironment environment) {
        this.environment = environment;
    }

    /** A hook with eight bytes for each argument. */
    private static final class Hook implements HookInput {
        @Override
        public ProgramType programType() {
            return ProgramType.RAW_TRACEPOINT;
        }

        @Override
        public String description() {
            return "unknown arguments";
        }

        @Override
        public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
            return UNKNOWN;
        }
    }

    /**
     * The graph of a method that has code.
     *
     * @throws Refusal if it cannot run in the kernel
     */
    public Graph evaluate(Class<?> owner, String name, MethodTypeDesc type) {
        MethodCode code = environment.method(owner, name, type);
        if (code == null) throw new IllegalArgumentException("no code of " + owner.getName() + "." + name);
        Set<ArraySite> arraysInMemory = new HashSet<>();
        while (true) {
            try {
                return evaluate(owner, code, arraysInMemory);
            } catch (Restart restart) {
                if (!arraysInMemory.add(restart.site())) throw restart;
            }
        }
    }

    private Graph evaluate(Class<?> owner, MethodCode code, Set<ArraySite> arraysInMemory) {
        MethodTypeDesc type = code.type();
        Frame frame = new Frame(code);
        Graph graph = new Graph(code.name());
        Evaluation evaluation = new Evaluation(environment, new Hook(), graph, frame.position(0), arraysInMemory);
        CodeBuilder builder = evaluation.builder();
        builder.startBlock();
        evaluation.context(builder.context());
        State state = new State(code.localCount(), code.stackLimit());
        nextWord = 0;
        int slot = 0;
        if (!code.isStatic()) state.local(slot++, receiver(owner, state, evaluation));
        for (ClassDesc parameter : type.parameterList()) {
            state.local(slot, unknown(parameter, evaluation));
            slot += parameter.descriptorString().matches("[JD]") ? 2 : 1;
        }
        Edge entry = new Edge();
        builder.jump(entry);
        new Evaluator(evaluation).method(frame, List.of(new Pending(entry, state)));
        boolean number = isInteger(type.returnType());
        for (Pending path : frame.returns()) {
            builder.begin(path.edge());
            builder.returns(
                    number
                            ? evaluation
                                    .materializer()
                                    .value(path.state().stack(path.state().depth() - 1))
                            : Constant.of(0));
        }
        UnreachableBlocks.run(graph);
        evaluation.tables().check(graph);
        return graph;
    }

    private Abstract receiver(Class<?> type, State state, Evaluation evaluation) {
        if (type.isInterface()) return UNKNOWN;
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            List<Field> own = new ArrayList<>();
            for (Field field : c.getDeclaredFields()) if (!Modifier.isStatic(field.getModifiers())) own.add(field);
            fields.addAll(0, own);
        }
        List<Abstract> values = new ArrayList<>();
        for (Field field : fields) {
            values.add(unknown(ClassDesc.ofDescriptor(field.getType().descriptorString()), evaluation));
        }
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(new Shape.Instance(type, List.copyOf(fields)), values));
        return made;
    }

    private static boolean isInteger(ClassDesc type) {
        return type.descriptorString().matches("[ZBCSIJ]");
    }

    private Abstract unknown(ClassDesc type, Evaluation evaluation) {
        if (!isInteger(type)) return UNKNOWN;
        Width width = type.descriptorString().equals("J") ? Width.W64 : Width.W32;
        int size = DataCell.size(primitive(type));
        boolean signed = size < Integer.BYTES && !type.descriptorString().matches("[ZC]");
        int offset = nextWord++ % CONTEXT_WORDS * Long.BYTES;
        return new Scalar(
                evaluation.builder().load(evaluation.context(), offset, size, signed, width, "argument"), width);
    }

    private static Class<?> primitive(ClassDesc type) {
        return switch (type.descriptorString()) {
            case "Z" -> boolean.class;
            case "B" -> byte.class;
            case "C" -> char.class;
            case "S" -> short.class;
            case "I" -> int.class;
            default -> long.class;
        };
    }
}
