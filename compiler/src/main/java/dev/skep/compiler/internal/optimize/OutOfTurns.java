package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a loop has taken all its turns: it ends as if the condition at its head had failed. Where that is impossible, because
 * what follows needs what a turn computes, the program ends with result 0.
 */
final class OutOfTurns {
    private final Graph graph;
    private final NaturalLoop loop;
    /** The block behind the loop, with a parameter for each of {@link #carried}; null if the program ends. */
    private @Nullable Block behind;

    private final List<Parameter> carried = new ArrayList<>();

    private OutOfTurns(Graph graph, NaturalLoop loop) {
        this.graph = graph;
        this.loop = loop;
    }

    /** Prepares the graph for one more way out of {@code loop}. */
    static OutOfTurns of(Graph graph, NaturalLoop loop) {
        Dominators dominators = Dominators.of(graph);
        OutOfTurns end = new OutOfTurns(graph, loop);
        for (Edge exit : loop.exits()) {
            if (end.behind == null && loop.header().terminator().edges().contains(exit)) end.prepare(exit, dominators);
        }
        return end;
    }

    private void prepare(Edge exit, Dominators dominators) {
        Block target = exit.target();
        boolean onlyWay = waysInto(target) == 1;
        Set<Parameter> needed = new LinkedHashSet<>();
        Set<Value> inside = definitions();
        Set<Block> after = reachable(target, loop.header());
        for (Value argument : exit.arguments()) if (!carry(argument, inside, needed)) return;
        for (Block block : graph.blocks()) {
            if (loop.body().contains(block)) continue;
            for (Value used : uses(block)) {
                if (!inside.contains(used)) continue;
                if (!onlyWay || !dominators.dominates(target, block)) {
                    // Used behind another exit, or where both meet.
                    if (after.contains(block)) return;
                } else if (!carry(used, inside, needed)) {
                    return;
                }
            }
        }
        carried.addAll(needed);
        Block made = graph.newBlock();
        Substitution substitution = new Substitution(graph);
        for (Parameter parameter : carried) {
            substitution.replace(parameter, graph.newParameter(made, parameter.width()));
        }
        SourcePosition at = target.instructions().getFirst().position();
        Edge onwards = new Edge(target, exit.arguments());
        made.instructions().add(graph.jump(at, onwards));
        substitution.apply(onwards);
        for (Block block : graph.blocks()) {
            boolean behindIt = onlyWay && block != made && dominators.dominates(target, block);
            if (!behindIt) continue;
            block.instructions().forEach(substitution::apply);
            block.terminator().edges().forEach(substitution::apply);
        }
        exit.retarget(made, carried);
        behind = made;
    }

    /** Whether a value is there when the loop is asked for its next turn. */
    private boolean carry(Value value, Set<Value> inside, Set<Parameter> needed) {
        if (!inside.contains(value)) return true;
        if (!(value instanceof Parameter p) || !loop.header().parameters().contains(p)) return false;
        needed.add(p);
        return true;
    }

    private int waysInto(Block target) {
        int count = 0;
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) if (edge.target() == target) count++;
        }
        return count;
    }

    private Set<Value> definitions() {
        Set<Value> inside = new LinkedHashSet<>();
        for (Block block : loop.body()) {
            inside.addAll(block.parameters());
            inside.addAll(block.instructions());
        }
        return inside;
    }

    private static List<Value> uses(Block block) {
        List<Value> uses = new ArrayList<>();
        for (Instruction instruction : block.instructions()) uses.addAll(instruction.operands());
        for (Edge edge : block.terminator().edges()) uses.addAll(edge.arguments());
        return uses;
    }

    private static Set<Block> reachable(Block from, Block stop) {
        Set<Block> seen = new LinkedHashSet<>(List.of(stop));
        List<Block> work = new ArrayList<>(List.of(from));
        while (!work.isEmpty()) {
            Block block = work.removeLast();
            if (!seen.add(block)) continue;
            for (Edge edge : block.terminator().edges()) work.add(edge.target());
        }
        return seen;
    }

    /** Ends {@code block}, where the loop's variables have these values; {@code leave} is what the end of the program takes. */
    void finish(Block block, List<Value> variables, List<? extends Instruction> leave, SourcePosition at) {
        Block target = behind;
        if (target == null) {
            block.instructions().addAll(leave);
            block.instructions().add(graph.returns(at, Constant.of(0)));
            return;
        }
        List<Value> arguments = new ArrayList<>();
        for (Parameter parameter : carried) {
            arguments.add(variables.get(loop.header().parameters().indexOf(parameter)));
        }
        block.instructions().add(graph.jump(at, new Edge(target, arguments)));
    }
}
