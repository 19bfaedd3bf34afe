package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.BpfMap;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.MapReference;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that an {@link Intrinsic} is asked to compile: who is called with what, and where the result goes. */
public final class CallSite {
    private final Evaluation evaluation;
    private final Frame frame;
    private final int pc;
    private final Class<?> owner;
    private final String name;
    private final MethodTypeDesc type;
    private final List<Abstract> arguments;
    private final State state;
    private final Successors successors;
    private boolean forked;

    CallSite(
            Evaluation evaluation,
            Frame frame,
            int pc,
            Class<?> owner,
            String name,
            MethodTypeDesc type,
            List<Abstract> arguments,
            State state,
            Successors successors) {
        this.evaluation = evaluation;
        this.frame = frame;
        this.pc = pc;
        this.owner = owner;
        this.name = name;
        this.type = type;
        this.arguments = arguments;
        this.state = state;
        this.successors = successors;
    }

    /** What the whole compilation shares. */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** Where instructions go. */
    public CodeBuilder code() {
        return evaluation.builder();
    }

    /** The class that the call names. */
    public Class<?> owner() {
        return owner;
    }

    /** The method's name. */
    public String name() {
        return name;
    }

    /** The method's types, without the receiver. */
    public MethodTypeDesc type() {
        return type;
    }

    /** The arguments, the receiver first unless the method is static. */
    public List<Abstract> arguments() {
        return arguments;
    }

    /** Argument {@code index}, out of its box if it is a number in one, with what branches taught about it. */
    public Abstract argument(int index) {
        Abstract value = Arithmetic.refine(Boxes.unbox(arguments.get(index), state), state);
        if (value instanceof Undefined u) throw Materializer.undefined(u);
        state.checkCurrent(value);
        return value;
    }

    /** Argument {@code index} in a register. */
    public Value register(int index) {
        return evaluation.materializer().value(argument(index));
    }

    /** Argument {@code index}, which must be known at load time. */
    public Object known(int index, String what) {
        if (argument(index) instanceof Known k && k.value() != null) return k.value();
        throw new Refusal(
                what + " of " + owner.getSimpleName() + "." + name + " must be known at load time",
                "use a constant or a final field");
    }

    /** Argument {@code index}, which must be a pointer that is not null. */
    public Pointer pointer(int index) {
        Abstract value = argument(index);
        if (value instanceof Pointer p) {
            checkNotNull(p);
            return p;
        }
        if (value.equals(Known.NULL)) {
            throw new Refusal("null is passed to " + owner.getSimpleName() + "." + name, "pass a struct");
        }
        throw new Refusal(
                "argument " + (index + 1) + " of " + owner.getSimpleName() + "." + name + " is not in kernel memory",
                "use a struct on the stack (Stack.zeroed), in a map or in a ring buffer record");
    }

    /** Refuses a pointer that may be null. */
    public void checkNotNull(Pointer p) {
        if (p.nullability() == Pointer.Nullability.UNCHECKED && !(state.fact(p.base()) instanceof Fact.NonNull)) {
            throw new Refusal(
                    "this " + p.type().getSimpleName() + " may be null here",
                    "test it first: if (x == null) return 0;");
        }
    }

    /** The state of this path; for reading and learning. */
    State state() {
        return state;
    }

    /** The call's result. */
    public void result(Abstract value) {
        state.push(value);
    }

    /** Puts argument {@code index}, a number of the type {@code primitive}, into a box. */
    public void box(int index, ClassDesc primitive) {
        result(Boxes.box(argument(index), primitive, evaluation, state));
    }

    /** Whether argument {@code index} is a number in a box of {@code type}. */
    public boolean isBox(int index, Class<?> type) {
        return Boxes.boxClass(arguments.get(index), state) == type;
    }

    /** The class of the object that argument {@code index} is, which must be known. */
    public Class<?> classOf(int index) {
        Abstract value = arguments.get(index);
        Class<?> box = Boxes.boxClass(value, state);
        if (box != null) return box;
        if (value instanceof Known k && k.value() != null) return k.value().getClass();
        boolean named = value instanceof Virtual v && !(state.object(v).shape() instanceof Shape.Lambda);
        if (named) return state.object((Virtual) value).shape().type();
        throw new Refusal("the class of this object is not known at load time", "memory has no type at run time");
    }

    /** Ends this path: it goes on with true where the two numbers are equal, and with false where they differ. */
    public void forkOnEqual(int left, int right, Width width) {
        Edge equal = new Edge();
        Edge differs = new Edge();
        code().branch(Condition.EQUAL, width, register(left), register(right), equal, differs);
        fork(equal, new Known(1, true));
        fork(differs, new Known(0, true));
    }

    /** Ends this path with {@code value}, arriving by {@code edge}; for calls after which several paths go on apart. */
    public void fork(Edge edge, Abstract value) {
        State path = state.copy();
        path.push(value);
        successors.add(pc + 1, edge, path);
        forked = true;
    }

    boolean forked() {
        return forked;
    }

    /** The result of a three-way comparison of two arguments. */
    public void compare(int left, int right, Width width, boolean unsigned) {
        result(Arithmetic.compare(argument(left), argument(right), width, unsigned, state));
    }

    /** The elements of argument {@code index}, an array made in the program or known. */
    public Abstract[] elements(int index) {
        Abstract array = argument(index);
        List<Abstract> elements;
        if (array instanceof Virtual v) elements = state.object(v).fields();
        else if (array instanceof Known k && k.value() instanceof long[] numbers) {
            elements = java.util.Arrays.stream(numbers)
                    .<Abstract>mapToObj(Known::of)
                    .toList();
        } else
            throw new Refusal("the values of " + owner.getSimpleName() + "." + name + " are not an array", "list them");
        return elements.stream().map(e -> Arithmetic.refine(e, state)).toArray(Abstract[]::new);
    }

    /** Field {@code field} of the object made in the program that argument {@code index} is. */
    public Abstract field(int index, int field) {
        return state.object((Virtual) argument(index)).fields().get(field);
    }

    /** The element of an array of numbers known at load time, at argument {@code index}. */
    public Abstract element(Object array, int index) {
        return evaluation.tables().load(array, argument(index));
    }

    /** Sets field {@code field} of the object made in the program that argument {@code index} is. */
    public void field(int index, int field, Abstract value) {
        Virtual object = (Virtual) argument(index);
        state.object(object.id(), state.object(object).with(field, value));
    }

    /** The packet's bounds on this path, read from the context again where a helper may have moved the packet. */
    public PacketBounds packet() {
        PacketBounds bounds = state.packet();
        if (bounds == null) {
            bounds = PacketBounds.read(evaluation, packetLayout());
            state.packet(bounds);
        }
        return bounds;
    }

    /** Where the hook's context tells the packet's bounds. */
    public PacketLayout packetLayout() {
        PacketLayout layout = evaluation.hook().packetLayout();
        if (layout != null) return layout;
        throw new Refusal(
                evaluation.hook().description() + " gives no direct access to packets", "copy bytes with a helper");
    }

    /** Says that {@code call} may have moved the packet: pointers into it are outdated on this path from here on. */
    public void packetChanged(Call call) {
        state.packet(null);
        state.packetChange(PacketChange.at(call, call.target().name()));
    }

    /**
     * The lambda at argument {@code index} as a function for the kernel to call.
     *
     * @param stub the class whose method {@code forEach} calls the lambda with its arguments
     * @param blockRegister the number of the kernel's argument that hands values through, or {@link Callback#LATER}
     * @param registers how many arguments the kernel passes
     */
    public Callback callback(
            int index,
            Class<?> stub,
            MethodTypeDesc stubType,
            int blockRegister,
            int registers,
            Callback.Registers found) {
        return Callback.of(
                evaluation, state, argument(index), stub, "forEach", stubType, blockRegister, registers, found);
    }

    /** A map at an address known at run time only, like {@code model}. */
    public Abstract innerMap(BpfMap model, Value address) {
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(new Shape.InnerMap(model), List.of(new Scalar(address, Width.W64))));
        return made;
    }

    /** The map that the call is made on; of one known at run time only, a map that is like it. */
    public BpfMap map() {
        if (argument(0) instanceof Virtual v && state.object(v).shape() instanceof Shape.InnerMap inner)
            return inner.model();
        return (BpfMap) known(0, "the map");
    }

    /** The map that the call is made on, as an argument of a helper. */
    public Value mapRegister() {
        if (argument(0) instanceof Virtual v && state.object(v).shape() instanceof Shape.InnerMap) {
            return evaluation.materializer().value(state.object(v).fields().getFirst());
        }
        return new MapReference(map());
    }

    /** The annotation of this kind on the method that is called, or null. */
    public @Nullable WrittenAnnotation annotation(Class<?> kind) {
        for (WrittenAnnotation annotation : evaluation.environment().annotations(owner, name, type)) {
            if (annotation.is(kind)) return annotation;
        }
        return null;
    }

    /** For messages: {@code Map.get}. */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name + " at " + frame.position(pc);
    }
}
