package dev.skep.compiler.internal.eval;

import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The compilation of one program: its graph under construction and what belongs to it alone. */
public final class Evaluation {
    private static final int LARGEST_PROGRAM = 400_000;

    private final CompileEnvironment environment;
    private final HookInput hook;
    private final CodeBuilder builder;
    private final Materializer materializer;
    private final MemoryAccess memory;
    private final ConstantTables tables;
    private final Subprograms subprograms;
    private final boolean function;
    private final ObjectIds objectIds = new ObjectIds();
    private final Columns columns = new Columns(this);
    private final Set<ArraySite> arraysInMemory;
    private final List<IndexedAccess> indexedAccesses = new ArrayList<>();
    private final Set<Value> loopVariables = new HashSet<>();
    private @Nullable Value context;

    Evaluation(
            CompileEnvironment environment,
            HookInput hook,
            Graph graph,
            SourcePosition position,
            Set<ArraySite> arraysInMemory) {
        this(environment, hook, graph, position, arraysInMemory, new Subprograms(), false);
    }

    private Evaluation(
            CompileEnvironment environment,
            HookInput hook,
            Graph graph,
            SourcePosition position,
            Set<ArraySite> arraysInMemory,
            Subprograms subprograms,
            boolean function) {
        this.function = function;
        this.arraysInMemory = Set.copyOf(arraysInMemory);
        this.environment = environment;
        this.subprograms = subprograms;
        this.hook = hook;
        this.builder = new CodeBuilder(graph, position);
        this.materializer = new Materializer(builder);
        this.memory = new MemoryAccess(this);
        this.tables = new ConstantTables(this);
    }

    /** What all programs of the load share. */
    public CompileEnvironment environment() {
        return environment;
    }

    /** The hook that the program is for. */
    public HookInput hook() {
        environment.peculiar();
        return hook;
    }

    /** The type of the program, which is all that most code asks of the hook. */
    public ProgramType programType() {
        return hook.programType();
    }

    /** Where instructions go. */
    public CodeBuilder builder() {
        return builder;
    }

    /** Turns abstract values into registers. */
    public Materializer materializer() {
        return materializer;
    }

    /** Reads and writes memory. */
    public MemoryAccess memory() {
        return memory;
    }

    /** Whether arrays made at {@code site} must lie in memory, because they are indexed by values known only at run time. */
    boolean inMemory(ArraySite site) {
        return arraysInMemory.contains(site);
    }

    /** Whether it is already known of some arrays that they must lie in memory. */
    boolean arraysInMemory() {
        return !arraysInMemory.isEmpty();
    }

    ConstantTables tables() {
        return tables;
    }

    /** Tables of what differs between objects of which one is chosen at run time. */
    Columns columns() {
        return columns;
    }

    /** The compilation of a function of the same program. */
    Evaluation function(Graph graph, SourcePosition position) {
        return new Evaluation(environment, hook, graph, position, arraysInMemory, subprograms, true);
    }

    /** Whether what is compiled is a function that returns to its caller, and not the program itself. */
    public boolean isFunction() {
        return function;
    }

    /** The functions that the whole program has. */
    Subprograms subprograms() {
        return subprograms;
    }

    ObjectIds objectIds() {
        return objectIds;
    }

    ClassLibrary classes() {
        return environment.classes();
    }

    IntrinsicTable intrinsics() {
        return environment.intrinsics();
    }

    Intrinsic structAccess() {
        return environment.structAccess();
    }

    DataSection data() {
        return environment.data();
    }

    void context(Value value) {
        context = value;
    }

    /** The context pointer. */
    public Value context() {
        environment.peculiar();
        if (context == null) {
            throw new Refusal(
                    "the program's context cannot be reached from this function",
                    "pass what is needed of it, and not more than five values in all");
        }
        return context;
    }

    /** The context pointer, or null in a function that has none. */
    @Nullable
    Value reachableContext() {
        return context;
    }

    @Nullable
    MethodCode method(Class<?> start, String name, MethodTypeDesc type) {
        return environment.method(start, name, type);
    }

    /** The Java code that the evaluator runs in place of a JDK method, or null. */
    @Nullable
    MethodCode replacement(Class<?> owner, String name, MethodTypeDesc type, boolean isStatic) {
        return environment.replacement(owner, name, type, isStatic);
    }

    /** The code of a record's own equals, hashCode or toString, which the JDK makes at run time. */
    MethodCode recordMethod(Class<?> type, String name) {
        return environment.recordMethod(type, name);
    }

    Class<?> classOf(MethodCode code, ClassDesc type) {
        return classOf(code.owner(), type);
    }

    /** The class that a descriptor names as seen from {@code context}. */
    public Class<?> classOf(Class<?> context, ClassDesc type) {
        return environment.classOf(context.getClassLoader(), type);
    }

    void loopVariable(Value variable) {
        loopVariables.add(variable);
    }

    /** Whether this is a number that a loop changes from turn to turn, as it is at the beginning of a turn. */
    public boolean isLoopVariable(Value value) {
        return loopVariables.contains(value);
    }

    void indexed(IndexedAccess access) {
        indexedAccesses.add(access);
    }

    /** Where indexes go into memory; some may be in code that was taken back. */
    List<IndexedAccess> indexedAccesses() {
        return indexedAccesses;
    }

    /** What the compiler unrolled and what it kept. */
    public List<String> notes() {
        return builder.notes().stream().distinct().toList();
    }

    void note(Frame frame, int pc, String text) {
        note(frame.position(pc), text);
    }

    void note(SourcePosition position, String text) {
        builder.notes().add(position.fileAndLine() + ": " + text);
    }

    void checkSize(Frame frame, int pc) {
        if (builder.size() <= LARGEST_PROGRAM) return;
        throw frame.locate(
                new Refusal(
                        "the program grows beyond " + LARGEST_PROGRAM
                                + " instructions; calls that call themselves, or loops inside loops",
                        "put tables into maps; recursion does not exist in the kernel"),
                pc);
    }
}
