package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import java.util.List;
import java.util.function.Predicate;

/** The arguments of an edge, seen together with the parameters that they are for. */
final class Arguments {
    private Arguments() {}

    /** Removes the arguments for certain parameters, which their block still has. */
    static void removeIf(Edge edge, Predicate<Parameter> condition) {
        List<Parameter> parameters = edge.target().parameters();
        List<Value> arguments = edge.arguments();
        int kept = 0;
        for (int i = 0; i < parameters.size(); i++) {
            if (!condition.test(parameters.get(i))) arguments.set(kept++, arguments.get(i));
        }
        arguments.subList(kept, arguments.size()).clear();
    }
}
