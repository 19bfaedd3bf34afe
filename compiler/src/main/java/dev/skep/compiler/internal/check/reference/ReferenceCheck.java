package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.eval.FunctionGraph;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Resource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * References: each that a program takes, a record of a ring buffer, a task, a socket, is given back once on every path, and not touched
 * afterwards. Functions come before those that call them, since what a function returns is its caller's to give back.
 */
public final class ReferenceCheck {
    private ReferenceCheck() {}

    /**
     * Goes on if all references of a program are treated well.
     *
     * @param functions the program's own functions, each behind those that it calls
     */
    public static void run(Graph graph, List<FunctionGraph> functions) {
        Functions known = new Functions(functions);
        for (FunctionGraph function : functions) check(function.graph(), function.target(), known);
        check(graph, null, known);
    }

    private static void check(Graph graph, CallTarget.@Nullable Function inside, Functions functions) {
        List<Reference> taken = taken(graph, functions);
        if (taken.isEmpty()) return;
        Comparisons comparisons = Comparisons.of(graph);
        for (Reference reference : taken) {
            ReferenceWalk walk = new ReferenceWalk(graph, comparisons, reference, functions, false).run();
            if (walk.handedOn() && inside != null) functions.gives(inside, reference);
        }
    }

    private static List<Reference> taken(Graph graph, Functions functions) {
        List<Reference> taken = new ArrayList<>();
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (!(instruction instanceof Call call)) continue;
                Resource resource = call.target().gives();
                Reference inside = functions.given(call.target());
                if (resource != null) taken.add(new Reference(call, resource, call.position()));
                else if (inside != null) taken.add(new Reference(call, inside.resource(), inside.taken()));
            }
        }
        return taken;
    }
}
