package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.ir.Edge;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Method calls: intrinsics, calls computed at load time, struct fields, lambdas; everything else is inlined. */
final class Calls {
    private final Evaluation evaluation;
    private final Evaluator evaluator;
    private final KnownCalls knownCalls;

    Calls(Evaluation evaluation, Evaluator evaluator) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.knownCalls = new KnownCalls(evaluation);
    }

    /** Evaluates the call; true if the block ended because several paths come back from it. */
    boolean invoke(Frame frame, int pc, InvokeInstruction instruction, State state, Successors successors) {
        MethodTypeDesc type = instruction.typeSymbol();
        boolean isStatic = instruction.opcode() == Opcode.INVOKESTATIC;
        int count = type.parameterCount() + (isStatic ? 0 : 1);
        Abstract[] popped = new Abstract[count];
        for (int i = count - 1; i >= 0; i--) popped[i] = state.pop();
        List<Abstract> arguments = List.of(popped);
        Class<?> owner = evaluation.classOf(frame.code(), instruction.owner().asSymbol());
        String name = instruction.name().stringValue();
        boolean special = instruction.opcode() == Opcode.INVOKESPECIAL;
        if (!isStatic && arguments.getFirst().equals(Known.NULL)) {
            throw new Refusal(
                    "null." + name + "(...): the object is null here", "give the field a value, or test for null");
        }
        if (name.equals("<init>") && (owner == Object.class || owner == Record.class)) return false;
        Target target = new Target(frame, pc, owner, name, type, arguments, isStatic, special);
        return invoke(target, state, successors);
    }

    /** A call whose arguments are known. */
    private record Target(
            Frame frame,
            int pc,
            Class<?> owner,
            String name,
            MethodTypeDesc type,
            List<Abstract> arguments,
            boolean isStatic,
            boolean special) {
        Target to(
                Class<?> newOwner,
                String newName,
                MethodTypeDesc newType,
                List<Abstract> newArguments,
                boolean nowStatic,
                boolean nowSpecial) {
            return new Target(frame, pc, newOwner, newName, newType, newArguments, nowStatic, nowSpecial);
        }

        Abstract receiver() {
            return arguments.getFirst();
        }
    }

    private boolean invoke(Target target, State state, Successors successors) {
        if (knownCalls.evaluate(
                target.owner(), target.name(), target.type(), target.arguments(), target.isStatic(), state)) {
            return false;
        }
        Intrinsic intrinsic = intrinsic(target);
        if (intrinsic != null) {
            CallSite site = new CallSite(
                    evaluation,
                    target.frame(),
                    target.pc(),
                    target.owner(),
                    target.name(),
                    target.type(),
                    target.arguments(),
                    state,
                    successors);
            intrinsic.call(site);
            return site.forked();
        }
        if (!target.isStatic() && target.receiver() instanceof Undefined u) throw Materializer.undefined(u);
        if (!target.isStatic()
                && target.receiver() instanceof Virtual v
                && state.object(v).shape() instanceof Shape.Lambda lambda) {
            return invokeLambda(target, lambda, state.object(v).fields(), state, successors);
        }
        Class<?> start = target.isStatic() || target.special() ? target.owner() : receiverClass(target, state);
        MethodCode code = evaluation.method(start, target.name(), target.type());
        if (code == null) throw noCode(target, start);
        return inline(target, code, state, successors);
    }

    private @Nullable Intrinsic intrinsic(Target target) {
        Intrinsic intrinsic = evaluation.intrinsics().find(target.owner(), target.name());
        if (intrinsic != null) return intrinsic;
        if (target.isStatic()) return null;
        if (target.receiver() instanceof Known k && k.value() != null) {
            for (Class<?> c = k.value().getClass(); c != null; c = c.getSuperclass()) {
                Intrinsic found = evaluation.intrinsics().find(c, target.name());
                if (found != null) return found;
            }
        }
        if (target.receiver() instanceof Pointer
                && Struct.class.isAssignableFrom(target.owner())
                && evaluation.isAbstract(target.owner(), target.name(), target.type())) {
            return evaluation.structAccess();
        }
        return null;
    }

    private static Class<?> receiverClass(Target target, State state) {
        Abstract receiver = target.receiver();
        if (receiver instanceof Known k && k.value() != null) return k.value().getClass();
        if (receiver instanceof Virtual v) return state.object(v).shape().type();
        if (receiver instanceof Pointer p) return p.type();
        return target.owner();
    }

    private static Refusal noCode(Target target, Class<?> start) {
        String call = target.owner().getSimpleName() + "." + target.name();
        if (start.isHidden()) {
            return new Refusal(
                    "the lambda or method reference behind " + call
                            + " was made outside the program and has no readable bytecode",
                    "use a record that implements " + target.owner().getSimpleName() + " instead");
        }
        if (target.owner().getName().startsWith("java.")) {
            return new Refusal(
                    call + " cannot run in the kernel",
                    "its arguments must be known at load time; otherwise write what it does with numbers and structs");
        }
        return new Refusal("no bytecode found for " + call, "call a method that is written in Java");
    }

    private boolean invokeLambda(
            Target target, Shape.Lambda lambda, List<Abstract> captured, State state, Successors successors) {
        if (!evaluation.isAbstract(target.owner(), target.name(), target.type())) {
            MethodCode code = evaluation.method(target.owner(), target.name(), target.type());
            if (code == null) throw noCode(target, target.owner());
            return inline(target, code, state, successors);
        }
        List<Abstract> arguments = new ArrayList<>(captured);
        arguments.addAll(target.arguments().subList(1, target.arguments().size()));
        var handle = lambda.target();
        Class<?> owner = evaluation.classOf(lambda.site(), handle.owner());
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
        return switch (handle.kind()) {
            case STATIC, INTERFACE_STATIC ->
                invoke(target.to(owner, handle.methodName(), type, arguments, true, false), state, successors);
            case VIRTUAL, INTERFACE_VIRTUAL ->
                invoke(target.to(owner, handle.methodName(), type, arguments, false, false), state, successors);
            case SPECIAL, INTERFACE_SPECIAL ->
                invoke(target.to(owner, handle.methodName(), type, arguments, false, true), state, successors);
            default ->
                throw new Refusal(
                        "a reference to a constructor or field cannot be called here",
                        "write it as a lambda: x -> new T(x)");
        };
    }

    private boolean inline(Target target, MethodCode code, State state, Successors successors) {
        CodeBuilder builder = evaluation.builder();
        Frame callee = new Frame(code, target.frame(), target.frame().position(target.pc()));
        State entry = new State(code.localCount(), code.stackLimit());
        entry.share(state);
        int slot = 0;
        int parameter = target.isStatic() || code.isStatic() ? 0 : -1;
        for (Abstract argument : target.arguments()) {
            entry.local(slot, argument);
            boolean wide = parameter >= 0 && isWide(target.type(), parameter);
            slot += wide ? 2 : 1;
            parameter++;
        }
        Edge edge = new Edge();
        builder.jump(edge);
        evaluator.method(callee, List.of(new Pending(edge, entry)));
        builder.position(target.frame().position(target.pc()));
        boolean returnsValue = !code.type().returnType().descriptorString().equals("V");
        List<Pending> returns = callee.returns();
        if (returns.size() == 1) {
            Pending only = returns.getFirst();
            builder.begin(only.edge());
            state.share(only.state());
            if (returnsValue) state.push(only.state().pop());
            return false;
        }
        for (Pending path : returns) {
            State after = state.copy();
            after.share(path.state());
            if (returnsValue) after.push(path.state().stack(path.state().depth() - 1));
            successors.add(target.pc() + 1, path.edge(), after);
        }
        return true;
    }

    private static boolean isWide(MethodTypeDesc type, int parameter) {
        String descriptor = type.parameterType(parameter).descriptorString();
        return descriptor.equals("J") || descriptor.equals("D");
    }
}
