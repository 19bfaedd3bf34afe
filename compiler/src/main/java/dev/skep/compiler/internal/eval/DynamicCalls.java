package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Width;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** {@code invokedynamic}: lambdas, pattern switches, the methods of records, and string concatenation of known values. */
final class DynamicCalls {
    private final Evaluation evaluation;
    private final Calls calls;

    DynamicCalls(Evaluation evaluation, Calls calls) {
        this.evaluation = evaluation;
        this.calls = calls;
    }

    /** Evaluates the call; true if the block ended because several paths come back from it. */
    boolean invoke(Frame frame, int pc, InvokeDynamicInstruction instruction, State state, Successors successors) {
        MethodTypeDesc type = instruction.typeSymbol();
        List<Abstract> arguments = new ArrayList<>();
        for (int i = 0; i < type.parameterCount(); i++) arguments.addFirst(state.pop());
        DirectMethodHandleDesc bootstrap = instruction.bootstrapMethod();
        String factory = bootstrap.owner().displayName() + "." + bootstrap.methodName();
        switch (factory) {
            case "LambdaMetafactory.metafactory", "LambdaMetafactory.altMetafactory" -> {
                Shape shape = new Shape.Lambda(
                        evaluation.classOf(frame.code(), type.returnType()),
                        frame.code().owner(),
                        (DirectMethodHandleDesc) instruction.bootstrapArgs().get(1),
                        (MethodTypeDesc) instruction.bootstrapArgs().get(2));
                Virtual made = evaluation.objectIds().next();
                state.object(made.id(), new VirtualObject(shape, arguments));
                state.push(made);
            }
            case "SwitchBootstraps.typeSwitch" -> {
                return typeSwitch(frame, pc, instruction.bootstrapArgs(), arguments, state, successors);
            }
            case "SwitchBootstraps.enumSwitch" -> state.push(enumSwitch(instruction.bootstrapArgs(), arguments));
            case "StringConcatFactory.makeConcatWithConstants" ->
                state.push(concat(instruction.bootstrapArgs(), arguments, type));
            case "ObjectMethods.bootstrap" -> {
                Class<?> record = evaluation.classOf(frame.code(), type.parameterType(0));
                MethodCode code =
                        evaluation.recordMethod(record, instruction.name().stringValue());
                return calls.inline(frame, pc, code, arguments, state, successors);
            }
            default -> throw new Refusal(factory + " is not supported in the kernel", "write it another way");
        }
        return false;
    }

    private boolean typeSwitch(
            Frame frame,
            int pc,
            List<ConstantDesc> labels,
            List<Abstract> arguments,
            State state,
            Successors successors) {
        Abstract subject = usable(Arithmetic.refine(arguments.get(0), state));
        int from = restart(arguments.get(1), state);
        if (subject.equals(Known.NULL)) {
            state.push(Known.of(-1));
            return false;
        }
        for (int i = from; i < labels.size(); i++) {
            ConstantDesc label = labels.get(i);
            if (label instanceof ClassDesc type) {
                if (ObjectOperations.isInstance(subject, evaluation.classOf(frame.code(), type), state)) {
                    state.push(Known.of(i));
                    return false;
                }
            } else if (subject instanceof Known k) {
                if (isLabel(frame, label, k)) {
                    state.push(Known.of(i));
                    return false;
                }
            } else if (label instanceof Integer number && Boxes.unbox(subject, state) instanceof Scalar s) {
                Edge matches = new Edge();
                Edge differs = new Edge();
                evaluation
                        .builder()
                        .branch(Condition.EQUAL, Width.W32, s.value(), Constant.of(number), matches, differs);
                State matched = state.copy();
                if (s.value().width() == Width.W32) matched.learn(s.value(), new Fact.Equal(number));
                matched.push(Known.of(i));
                successors.add(pc + 1, matches, matched);
                evaluation.builder().begin(differs);
            } else {
                throw new Refusal("this switch needs a value known at load time", "use if and == on numbers");
            }
        }
        state.push(Known.of(labels.size()));
        return false;
    }

    private boolean isLabel(Frame frame, ConstantDesc label, Known subject) {
        if (label.equals(subject.value())) return true;
        if (label instanceof Integer number && subject.value() instanceof Character c) return c == number.intValue();
        if (!(subject.value() instanceof Enum<?> constant)) return false;
        return label instanceof java.lang.constant.DynamicConstantDesc<?> dynamic
                && EnumLabels.names(dynamic, constant, type -> evaluation.classOf(frame.code(), type));
    }

    private static int restart(Abstract index, State state) {
        if (Arithmetic.refine(index, state) instanceof Known k) return k.asInt();
        throw new Refusal(
                "this switch goes on with a case that is known only at run time",
                "write its guards as if statements inside the cases");
    }

    private static Abstract usable(Abstract value) {
        if (value instanceof Undefined u) throw Materializer.undefined(u);
        return value;
    }

    private static Known enumSwitch(List<ConstantDesc> labels, List<Abstract> arguments) {
        if (!(usable(arguments.get(0)) instanceof Known k) || !(arguments.get(1) instanceof Known from)) {
            throw new Refusal("this switch needs an enum known at load time", "use if and == on numbers");
        }
        if (!(k.value() instanceof Enum<?> value)) return new Known(-1, k.split());
        for (int i = from.asInt(); i < labels.size(); i++) {
            if (labels.get(i) instanceof String name && name.equals(value.name())) return Known.of(i);
            if (labels.get(i) instanceof ClassDesc) return Known.of(i);
        }
        return Known.of(labels.size());
    }

    private static Known concat(List<ConstantDesc> constants, List<Abstract> arguments, MethodTypeDesc type) {
        String recipe = (String) constants.getFirst();
        StringBuilder text = new StringBuilder();
        int argument = 0;
        int constant = 1;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c == '\u0001') {
                if (!(usable(arguments.get(argument)) instanceof Known k)) {
                    throw new Refusal(
                            "strings cannot be put together in the kernel",
                            "write the parts into a record and format them on the user side, or use tracePrintk");
                }
                text.append(KnownText.of(k, type.parameterType(argument++)));
            } else if (c == '\u0002') {
                text.append(constants.get(constant++));
            } else {
                text.append(c);
            }
        }
        return Known.of(text.toString());
    }
}
