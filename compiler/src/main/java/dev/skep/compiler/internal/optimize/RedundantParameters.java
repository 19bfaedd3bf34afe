package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes parameters that are always the same value, also when they pass it round a loop among themselves.
 *
 * <p>Every parameter begins with nothing known. The arguments that arrive are merged: one and the same value so far, or
 * different values, in which case the parameter is a value of its own. This is repeated until nothing changes, which is
 * after as many rounds as loops are nested, and a few.
 *
 * <p>Precondition: every block is reachable.
 */
public final class RedundantParameters {
    private final Graph graph;
    private final @Nullable Value[] merged;

    private RedundantParameters(Graph graph) {
        this.graph = graph;
        merged = new Value[graph.valueCount()];
    }

    /** Removes them; whether there were any. */
    public static boolean run(Graph graph) {
        RedundantParameters pass = new RedundantParameters(graph);
        while (pass.merge()) {}
        return pass.remove();
    }

    private boolean merge() {
        boolean changed = false;
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                List<Parameter> parameters = edge.target().parameters();
                for (int i = 0; i < parameters.size(); i++) {
                    changed |= merge(parameters.get(i), edge.arguments().get(i));
                }
            }
        }
        return changed;
    }

    private boolean merge(Parameter parameter, Value argument) {
        Value arriving = argument instanceof Parameter other ? merged[other.id()] : argument;
        Value known = merged[parameter.id()];
        if (arriving == null || parameter.equals(known) || arriving.equals(known)) return false;
        // A value that the source's parameter had for a while is out of date: the parameter itself has replaced it.
        merged[parameter.id()] = known == null ? arriving : parameter;
        return true;
    }

    private boolean remove() {
        Substitution substitution = new Substitution(graph);
        boolean found = false;
        for (Block block : graph.blocks()) {
            for (Parameter parameter : block.parameters()) {
                Value value = merged[parameter.id()];
                if (value == null || value.equals(parameter)) continue;
                substitution.replace(parameter, value);
                found = true;
            }
        }
        if (!found) return false;
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                Arguments.removeIf(edge, this::redundant);
            }
        }
        for (Block block : graph.blocks()) {
            block.parameters().removeIf(this::redundant);
        }
        substitution.apply();
        return true;
    }

    private boolean redundant(Parameter parameter) {
        Value value = merged[parameter.id()];
        return value != null && !value.equals(parameter);
    }
}
