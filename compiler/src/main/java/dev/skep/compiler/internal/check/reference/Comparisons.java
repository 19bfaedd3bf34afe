package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which values the branches of a graph ask about: the fewer a path has to remember, the fewer paths differ.
 *
 * @param parameters the parameters of blocks on which a branch depends
 * @param once the values of which one branch asks alone
 */
record Comparisons(Set<Parameter> parameters, Set<Object> once) {
    static Comparisons of(Graph graph) {
        Set<Parameter> parameters = parameters(graph);
        Map<Object, Integer> asked = new HashMap<>();
        for (Block block : graph.blocks()) {
            if (block.terminator() instanceof Branch branch) {
                for (Value operand : branch.operands()) count(operand, 1, asked);
            }
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    boolean counts =
                            parameters.contains(edge.target().parameters().get(i));
                    if (counts) count(edge.arguments().get(i), 2, asked);
                }
            }
        }
        Set<Object> once = new HashSet<>();
        asked.forEach((key, times) -> {
            if (times == 1) once.add(key);
        });
        return new Comparisons(parameters, once);
    }

    private static void count(Value value, int times, Map<Object, Integer> asked) {
        for (Object root : Term.roots(Facts.NONE.key(value))) asked.merge(root, times, Integer::sum);
    }

    private static Set<Parameter> parameters(Graph graph) {
        Map<Parameter, Set<Value>> sources = new HashMap<>();
        Deque<Value> work = new ArrayDeque<>();
        for (Block block : graph.blocks()) {
            if (block.terminator() instanceof Branch branch) work.addAll(branch.operands());
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    Parameter parameter = edge.target().parameters().get(i);
                    sources.computeIfAbsent(parameter, p -> new HashSet<>())
                            .add(edge.arguments().get(i));
                }
            }
        }
        Set<Value> seen = new HashSet<>();
        Set<Parameter> parameters = new HashSet<>();
        while (!work.isEmpty()) {
            Value value = work.pop();
            if (!seen.add(value)) continue;
            if (value instanceof Instruction instruction) work.addAll(instruction.operands());
            if (value instanceof Parameter parameter) {
                parameters.add(parameter);
                work.addAll(sources.getOrDefault(parameter, Set.of()));
            }
        }
        return parameters;
    }
}
