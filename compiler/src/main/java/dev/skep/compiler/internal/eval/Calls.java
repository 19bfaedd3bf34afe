package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Method calls: intrinsics, calls computed at load time, struct fields, lambdas; everything else is inlined. */
final class Calls {
    private final Evaluation evaluation;
    private final Evaluator evaluator;
    private final ObjectOperations objects;
    private final PlainCalls plainCalls;
    private final KnownCalls knownCalls;
    private final CollectionLookups lookups;
    private final ChoiceCalls choices;

    Calls(Evaluation evaluation, Evaluator evaluator, ObjectOperations objects, Fields fields) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.objects = objects;
        this.plainCalls = new PlainCalls(evaluation, fields);
        this.knownCalls = new KnownCalls(evaluation);
        this.lookups = new CollectionLookups(evaluation);
        this.choices = new ChoiceCalls(evaluation, knownCalls);
    }

    /** Evaluates the call; true if the block ended because several paths come back from it. */
    boolean invoke(Frame frame, int pc, InvokeInstruction instruction, State state, Successors successors) {
        Callee callee = frame.code().callee(pc, instruction, evaluation);
        Abstract[] popped = new Abstract[callee.arguments()];
        for (int i = popped.length - 1; i >= 0; i--) popped[i] = state.pop();
        List<Abstract> arguments = List.of(popped);
        if (!callee.isStatic() && arguments.getFirst().equals(Known.NULL)) {
            throw new Refusal(
                    "null." + callee.name() + "(...): the object is null here",
                    "give the field a value, or test for null");
        }
        return invoke(new Target(frame, pc, callee, arguments), state, successors);
    }

    /** A call whose arguments are known. */
    private record Target(Frame frame, int pc, Callee callee, List<Abstract> arguments) {
        Class<?> owner() {
            return callee.owner();
        }

        String name() {
            return callee.name();
        }

        MethodTypeDesc type() {
            return callee.type();
        }

        boolean isStatic() {
            return callee.isStatic();
        }

        /** Another call at the same place. */
        Target to(Callee other, List<Abstract> newArguments) {
            return new Target(frame, pc, other, newArguments);
        }

        /** The same call on a receiver whose class is known better. */
        Target on(Class<?> receiverClass) {
            return to(callee.of(receiverClass), arguments);
        }

        Abstract receiver() {
            return arguments.getFirst();
        }
    }

    private boolean invoke(Target target, State state, Successors successors) {
        if (target.name().equals("<init>") && (target.owner() == Object.class || target.owner() == Record.class)) {
            return false;
        }
        if (!target.isStatic() && plainCalls.iterate(target.receiver(), target.name(), state)) return false;
        if (knownCalls.evaluate(target.callee(), target.arguments(), state)) return false;
        if (choices.call(target.owner(), target.name(), target.type(), target.arguments(), target.isStatic(), state)) {
            return false;
        }
        if (!target.isStatic() && target.name().equals("clone") && ObjectOperations.isArray(target.receiver(), state)) {
            state.push(objects.copyArray(target.receiver(), state));
            return false;
        }
        Class<?> box = target.isStatic() ? null : Boxes.boxClass(target.receiver(), state);
        Target specific = box == null || !target.owner().isAssignableFrom(box) ? target : target.on(box);
        Intrinsic intrinsic = intrinsic(specific);
        if (intrinsic != null) {
            CallSite site = new CallSite(
                    evaluation,
                    specific.frame(),
                    specific.pc(),
                    specific.owner(),
                    specific.name(),
                    specific.type(),
                    specific.arguments(),
                    state,
                    successors);
            intrinsic.call(site);
            return site.forked();
        }
        if (!target.isStatic() && target.receiver() instanceof Undefined u) throw Materializer.undefined(u);
        if (!target.isStatic()) {
            Lambda lambda = lambda(target.receiver(), state);
            if (lambda != null) return invokeLambda(target, lambda, state, successors);
        }
        return invokeMethod(target, state, successors);
    }

    private boolean invokeMethod(Target target, State state, Successors successors) {
        Callee callee = target.callee();
        Class<?> start = callee.isStatic() || callee.special() ? callee.owner() : receiverClass(target, state);
        MethodCode code = callee.reached(start);
        if (code == null || code.library()) {
            CollectionLookups.Outcome outcome =
                    lookups.call(target.pc(), target.name(), target.arguments(), state, successors);
            if (outcome != CollectionLookups.Outcome.NONE) return outcome == CollectionLookups.Outcome.FORKED;
            MethodCode replacement =
                    evaluation.replacement(target.owner(), target.name(), target.type(), target.isStatic());
            if (replacement != null) {
                Target to = target.to(
                        callee(replacement.owner(), target.name(), replacement.type(), true, false),
                        target.arguments());
                return inline(to, replacement, state, successors);
            }
        }
        if (code == null) throw noCode(target, start);
        if (code.isSynchronized()) {
            throw new Refusal(
                    target.owner().getSimpleName() + "." + target.name() + " is synchronized, which does not exist in"
                            + " the kernel",
                    "remove it; let numbers that several processors change be counted with add");
        }
        return inline(target, code, state, successors);
    }

    /** A lambda or method reference and the values that it captured. */
    private record Lambda(Shape.Lambda shape, List<Abstract> captured) {}

    private @Nullable Lambda lambda(Abstract receiver, State state) {
        if (receiver instanceof Virtual v && state.object(v).shape() instanceof Shape.Lambda shape) {
            return new Lambda(shape, state.object(v).fields());
        }
        if (!(receiver instanceof Known k) || k.value() == null) return null;
        return SerializedForm.of(k.value())
                .map(form -> new Lambda(form.shape(), form.captured()))
                .orElse(null);
    }

    private @Nullable Intrinsic intrinsic(Target target) {
        Intrinsic intrinsic = evaluation.intrinsics().find(target.owner(), target.name());
        if (intrinsic != null) return intrinsic;
        if (target.isStatic()) {
            return evaluation.intrinsics().find(target.callee().annotations());
        }
        if (target.receiver() instanceof Known k && k.value() != null) {
            for (Class<?> c = k.value().getClass(); c != null; c = c.getSuperclass()) {
                Intrinsic found = evaluation.intrinsics().find(c, target.name());
                if (found != null) return found;
            }
        }
        if (target.receiver() instanceof Pointer
                && Struct.class.isAssignableFrom(target.owner())
                && target.callee().isAbstract()) {
            return evaluation.structAccess();
        }
        return null;
    }

    private Class<?> receiverClass(Target target, State state) {
        Abstract receiver = target.receiver();
        if (target.callee().isPrivate()) return target.owner();
        if (receiver instanceof Known k && k.value() != null) return k.value().getClass();
        if (receiver instanceof Virtual v) return state.object(v).shape().type();
        if (receiver instanceof Pointer p) return p.type();
        if (receiver instanceof Choice c) return ChoiceCalls.commonClass(c, target.name());
        Class<?> box = Boxes.boxClass(receiver, state);
        return box == null ? target.owner() : box;
    }

    private static Refusal noCode(Target target, Class<?> start) {
        String call = target.owner().getSimpleName() + "." + target.name();
        if (start.isHidden()) {
            return new Refusal(
                    "the lambda or method reference behind " + call
                            + " was made outside the program and has no readable bytecode",
                    "use a record that implements " + target.owner().getSimpleName()
                            + " instead, or make the lambda serializable: ("
                            + target.owner().getSimpleName()
                            + " & Serializable) x -> ...");
        }
        if (target.owner().getName().startsWith("java.")) {
            return new Refusal(
                    call + " cannot run in the kernel",
                    "its arguments must be known at load time; otherwise write what it does with numbers and structs");
        }
        return new Refusal("no bytecode found for " + call, "call a method that is written in Java");
    }

    private boolean invokeLambda(Target target, Lambda lambda, State state, Successors successors) {
        if (!target.callee().isAbstract()) {
            return invokeMethod(
                    target.callee().special()
                            ? target
                            : target.on(lambda.shape().type()),
                    state,
                    successors);
        }
        DirectMethodHandleDesc handle = lambda.shape().target();
        Class<?> owner = evaluation.classOf(lambda.shape().site(), handle.owner());
        MethodTypeDesc called = lambda.shape().called();
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
        boolean isStatic = handle.kind() == Kind.STATIC || handle.kind() == Kind.INTERFACE_STATIC;
        boolean makes = handle.kind() == Kind.CONSTRUCTOR;
        int receivers = isStatic || makes ? 0 : 1;
        List<Abstract> arguments = new ArrayList<>();
        @Nullable
        Virtual made = makes ? objects.newInstance(owner, target.frame().code(), state) : null;
        if (made != null) {
            arguments.add(made);
            state.push(made);
        }
        arguments.addAll(lambda.captured());
        for (int i = 0; i < called.parameterCount(); i++) {
            int parameter = lambda.captured().size() + i - receivers;
            Abstract argument = target.arguments().get(i + 1);
            arguments.add(
                    parameter < 0
                            ? argument
                            : Boxes.convert(
                                    argument,
                                    called.parameterType(i),
                                    type.parameterType(parameter),
                                    evaluation,
                                    state));
        }
        boolean special = makes || handle.kind() == Kind.SPECIAL || handle.kind() == Kind.INTERFACE_SPECIAL;
        Target to = target.to(callee(owner, handle.methodName(), type, isStatic, special), arguments);
        ClassDesc result = type.returnType();
        ClassDesc wanted = called.returnType();
        boolean returnsNothing = wanted.descriptorString().equals("V");
        if (made != null) {
            return completed(to, state, successors, s -> {
                if (returnsNothing) s.pop();
            });
        }
        if (result.equals(wanted) || !(result.isPrimitive() || wanted.isPrimitive())) {
            return invoke(to, state, successors);
        }
        return completed(to, state, successors, s -> {
            Abstract value = s.pop();
            if (!returnsNothing) s.push(Boxes.convert(value, result, wanted, evaluation, s));
        });
    }

    private Callee callee(Class<?> owner, String name, MethodTypeDesc type, boolean isStatic, boolean special) {
        return new Callee(owner, name, type, isStatic, special, evaluation.classes());
    }

    /** Makes a call and does {@code completion} on every path that comes back from it. */
    private boolean completed(Target target, State state, Successors successors, Consumer<State> completion) {
        Successors returning = new Successors();
        if (!invoke(target, state, returning)) {
            completion.accept(state);
            return false;
        }
        CodeBuilder builder = evaluation.builder();
        for (Successors.Successor s : returning.list()) {
            builder.begin(s.path().edge());
            completion.accept(s.path().state());
            Edge edge = new Edge();
            builder.jump(edge);
            successors.add(s.pc(), edge, s.path().state());
        }
        return true;
    }

    /** Inlines {@code code}, a static method, at {@code pc}. */
    boolean inline(Frame frame, int pc, MethodCode code, List<Abstract> arguments, State state, Successors successors) {
        Target target = new Target(frame, pc, callee(code.owner(), code.name(), code.type(), true, false), arguments);
        return inline(target, code, state, successors);
    }

    private boolean inline(Target target, MethodCode code, State state, Successors successors) {
        if (!target.isStatic() && plainCalls.call(code, target.receiver(), state)) return false;
        CodeBuilder builder = evaluation.builder();
        SourcePosition site = target.frame().position(target.pc());
        if (evaluation.subprograms().call(evaluation, site, code, target.arguments(), state)) return false;
        Frame callee = new Frame(code, target.frame(), site, Roots.of(target.frame(), target.pc(), state));
        State entry = new State(code.localCount(), code.stackLimit());
        entry.share(state);
        entry.assignArguments(code, target.arguments());
        int sizeBefore = builder.size();
        Edge edge = new Edge();
        builder.jump(edge);
        evaluate(target, callee, new Pending(edge, entry));
        builder.position(site);
        evaluation.subprograms().inlined(site, code, target.arguments(), state, builder.size() - sizeBefore);
        boolean returnsValue = !code.type().returnType().descriptorString().equals("V");
        List<Pending> returns = callee.returns();
        if (returns.size() == 1) {
            Pending only = returns.getFirst();
            builder.begin(only.edge());
            state.takeOver(only.state());
            if (returnsValue) state.push(only.state().pop());
            return false;
        }
        for (Pending path : returns) {
            State after = state.copy();
            after.takeOver(path.state());
            if (returnsValue) after.push(path.state().stack(path.state().depth() - 1));
            successors.add(target.pc() + 1, path.edge(), after);
        }
        return true;
    }

    private void evaluate(Target target, Frame callee, Pending entry) {
        boolean intoLibrary = callee.code().library() && !target.frame().code().library();
        try {
            evaluator.method(callee, List.of(entry));
        } catch (Refusal refusal) {
            if (!intoLibrary || refusal.located()) throw refusal;
            throw inLibrary(target, refusal).at(target.frame().position(target.pc()));
        }
    }

    /** Where in the library the call comes to its end is nothing to tell who makes texts. */
    private static Refusal inLibrary(Target target, Refusal refusal) {
        String call = target.owner().getSimpleName() + "." + target.name();
        if (target.type().returnType().equals(ConstantDescs.CD_String)) {
            return new Refusal(
                    call + " would make a text in the kernel",
                    "send the numbers in a record and format them on the user side, or use TextHelpers.snprintf");
        }
        return new Refusal(call + " cannot run in the kernel here: " + refusal.reason(), refusal.mend());
    }
}
