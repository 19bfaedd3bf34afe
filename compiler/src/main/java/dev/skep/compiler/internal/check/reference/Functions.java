package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.eval.FunctionGraph;
import dev.skep.compiler.internal.ir.Argument;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the program's own functions do with references: which give one to their callers, and which give back one that they get. */
final class Functions {
    private record Passed(CallTarget.Function target, int argument, Resource resource) {}

    private record Found(@Nullable Fate fate) {}

    private final Map<Integer, Graph> graphs = new HashMap<>();
    private final Map<Integer, Reference> given = new HashMap<>();
    private final Map<Passed, Found> passed = new HashMap<>();

    Functions(List<FunctionGraph> functions) {
        for (FunctionGraph function : functions) graphs.put(function.target().number(), function.graph());
    }

    /** Says that {@code target} returns what it has taken. */
    void gives(CallTarget.Function target, Reference reference) {
        given.putIfAbsent(target.number(), reference);
    }

    /** What a call of {@code target} returns that must be given back, or null. */
    @Nullable
    Reference given(CallTarget target) {
        return target instanceof CallTarget.Function function ? given.get(function.number()) : null;
    }

    /** What becomes of a reference that is passed as this argument; null if that differs from path to path. */
    @Nullable
    Fate passed(CallTarget.Function target, int argument, Reference reference) {
        Passed key = new Passed(target, argument, reference.resource());
        Found known = passed.get(key);
        if (known == null) {
            known = new Found(find(target, argument, reference));
            passed.put(key, known);
        }
        return known.fate();
    }

    private @Nullable Fate find(CallTarget.Function target, int argument, Reference reference) {
        Graph graph = graphs.get(target.number());
        if (graph == null) return null;
        Instruction entry = argument(graph, argument);
        if (entry == null) return Fate.HELD;
        Reference inside = new Reference(entry, reference.resource(), reference.taken());
        ReferenceWalk walk = new ReferenceWalk(graph, Comparisons.of(graph), inside, this, true).run();
        boolean sure = !walk.escapes() && !walk.handedOn() && walk.fates().size() == 1;
        return sure ? walk.fates().iterator().next() : null;
    }

    private static @Nullable Instruction argument(Graph graph, int index) {
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Argument a && a.index() == index) return instruction;
            }
        }
        return null;
    }
}
