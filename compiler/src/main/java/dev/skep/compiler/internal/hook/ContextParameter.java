package dev.skep.compiler.internal.hook;

import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;

/** The one parameter of hooks that pass a context of a type of their own. */
final class ContextParameter {
    private ContextParameter() {}

    static Abstract of(int index, Class<?> type, Class<?> expected, String annotation, Evaluation evaluation) {
        if (index > 0 || type != expected) {
            String name = expected.getSimpleName();
            throw new Refusal(
                    "a method with " + annotation + " has one parameter, " + name,
                    "declare int name(" + name + " context)");
        }
        return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }
}
