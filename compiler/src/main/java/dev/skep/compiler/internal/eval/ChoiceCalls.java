package dev.skep.compiler.internal.eval;

import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls on one of several known objects: methods of the JDK are called now for each of them, the results become a column. */
final class ChoiceCalls {
    private final Evaluation evaluation;
    private final KnownCalls knownCalls;

    ChoiceCalls(Evaluation evaluation, KnownCalls knownCalls) {
        this.evaluation = evaluation;
        this.knownCalls = knownCalls;
    }

    /** Makes the call and pushes its result, if all arguments but one choice are known and the method is the JDK's. */
    boolean call(
            Class<?> owner, String name, MethodTypeDesc type, List<Abstract> arguments, boolean isStatic, State state) {
        int at = -1;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Choice) {
                if (at >= 0) return false;
                at = i;
            } else if (!(arguments.get(i) instanceof Known)) return false;
        }
        if (at < 0 || name.equals("<init>")) return false;
        Choice choice = (Choice) arguments.get(at);
        if (name.equals("iterator") && choice.items().stream().allMatch(KnownCalls::isCollection)) {
            evaluation.environment().peculiar();
            state.push(knownCalls.iteratorOverOne(choice, state));
            return true;
        }
        List<@Nullable Object> results = new ArrayList<>();
        boolean primitive = false;
        for (Object item : choice.items()) {
            List<Known> known = new ArrayList<>();
            for (Abstract argument : arguments) known.add(argument instanceof Known k ? k : Known.of(item));
            Object receiver = isStatic ? null : known.getFirst().value();
            if (!isStatic && receiver == null) {
                throw new Refusal("null." + name + "(...): some of these objects are null", "give each a value");
            }
            Method method = knownCalls.method(owner, name, type, receiver);
            if (method == null || method.getReturnType() == void.class) return false;
            primitive = method.getReturnType().isPrimitive();
            results.add(KnownCalls.call(method, receiver, known.subList(isStatic ? 0 : 1, known.size())));
        }
        state.push(evaluation.columns().value(choice.index(), results, primitive, state));
        return true;
    }

    /** The class whose methods are called on all of the objects. */
    static Class<?> commonClass(Choice choice, String method) {
        Class<?> common = choice.commonClass();
        if (common != null) return common;
        throw new Refusal(
                method + " is called on objects of several classes, of which one is chosen at run time",
                "give all of them one class, with a field that tells them apart");
    }

    /** Whether all objects have the type. */
    static boolean isInstance(Choice choice, Class<?> type) {
        boolean first = type.isInstance(choice.items().getFirst());
        for (Object item : choice.items()) {
            if (type.isInstance(item) != first) {
                throw new Refusal(
                        "whether this is a " + type.getSimpleName() + " is known only at run time",
                        "give all elements one class, with a field that tells them apart");
            }
        }
        return first;
    }
}
