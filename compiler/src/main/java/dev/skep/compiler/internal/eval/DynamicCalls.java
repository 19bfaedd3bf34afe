package dev.skep.compiler.internal.eval;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** {@code invokedynamic}: lambdas, pattern switches, and string concatenation of known values. */
final class DynamicCalls {
    private final Evaluation evaluation;

    DynamicCalls(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void invoke(Frame frame, InvokeDynamicInstruction instruction, State state) {
        MethodTypeDesc type = instruction.typeSymbol();
        List<Abstract> arguments = new ArrayList<>();
        for (int i = 0; i < type.parameterCount(); i++) arguments.addFirst(state.pop());
        DirectMethodHandleDesc bootstrap = instruction.bootstrapMethod();
        String factory = bootstrap.owner().displayName() + "." + bootstrap.methodName();
        switch (factory) {
            case "LambdaMetafactory.metafactory", "LambdaMetafactory.altMetafactory" -> {
                DirectMethodHandleDesc target =
                        (DirectMethodHandleDesc) instruction.bootstrapArgs().get(1);
                Class<?> owner = frame.code().owner();
                Shape shape = new Shape.Lambda(
                        evaluation.classOf(frame.code(), type.returnType()), owner, target.methodName(), target);
                Virtual made = evaluation.objectIds().next();
                state.object(made.id(), new VirtualObject(shape, arguments));
                state.push(made);
            }
            case "SwitchBootstraps.typeSwitch" ->
                state.push(Known.of(typeSwitch(frame, instruction.bootstrapArgs(), arguments, state)));
            case "SwitchBootstraps.enumSwitch" ->
                state.push(Known.of(enumSwitch(instruction.bootstrapArgs(), arguments)));
            case "StringConcatFactory.makeConcatWithConstants" ->
                state.push(concat(instruction.bootstrapArgs(), arguments));
            default ->
                throw new Refusal(
                        factory + " is not supported in the kernel",
                        "records have no equals, hashCode or toString in the kernel: compare their fields");
        }
    }

    private int typeSwitch(Frame frame, List<ConstantDesc> labels, List<Abstract> arguments, State state) {
        Abstract subject = arguments.get(0);
        if (subject.equals(Known.NULL)) return -1;
        int from = ((Known) arguments.get(1)).asInt();
        for (int i = from; i < labels.size(); i++) {
            ConstantDesc label = labels.get(i);
            if (label instanceof ClassDesc type) {
                if (ObjectOperations.isInstance(subject, evaluation.classOf(frame.code(), type), state)) return i;
            } else if (subject instanceof Known k) {
                if (label.equals(k.value())) return i;
            } else {
                throw new Refusal("this switch needs a value known at load time", "use if and == on numbers");
            }
        }
        return labels.size();
    }

    private static int enumSwitch(List<ConstantDesc> labels, List<Abstract> arguments) {
        if (!(arguments.get(0) instanceof Known k)) {
            throw new Refusal("this switch needs an enum known at load time", "use if and == on numbers");
        }
        if (!(k.value() instanceof Enum<?> value)) return -1;
        int from = ((Known) arguments.get(1)).asInt();
        for (int i = from; i < labels.size(); i++) {
            if (labels.get(i) instanceof String name && name.equals(value.name())) return i;
            if (labels.get(i) instanceof ClassDesc) return i;
        }
        return labels.size();
    }

    private static Known concat(List<ConstantDesc> constants, List<Abstract> arguments) {
        String recipe = (String) constants.getFirst();
        StringBuilder text = new StringBuilder();
        int argument = 0;
        int constant = 1;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c == '\u0001') {
                if (!(arguments.get(argument++) instanceof Known k)) {
                    throw new Refusal(
                            "strings cannot be put together in the kernel",
                            "write the parts into a record and format them on the user side, or use tracePrintk");
                }
                text.append(k.value());
            } else if (c == '\u0002') {
                text.append(constants.get(constant++));
            } else {
                text.append(c);
            }
        }
        return Known.of(text.toString());
    }
}
