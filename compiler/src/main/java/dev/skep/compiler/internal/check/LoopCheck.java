package dev.skep.compiler.internal.check;

import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loops that can have no end: those that nothing leaves, and those where all conditions to leave compare values that no turn changes.
 */
public final class LoopCheck {
    private LoopCheck() {}

    /** Goes on if every loop of {@code graph} can end. */
    public static void run(Graph graph) {
        Map<Block, List<Block>> sources = backEdges(graph);
        if (sources.isEmpty()) return;
        Map<Block, List<Block>> before = predecessors(graph);
        sources.forEach((header, last) -> check(body(header, last, before)));
    }

    /** The ends of loops by header: a depth-first walk comes from them to a block that is still on its path. */
    private static Map<Block, List<Block>> backEdges(Graph graph) {
        Map<Block, List<Block>> sources = new LinkedHashMap<>();
        int[] next = new int[graph.blockCount()];
        boolean[] onPath = new boolean[graph.blockCount()];
        Deque<Block> path = new ArrayDeque<>();
        path.push(graph.entry());
        onPath[graph.entry().id()] = true;
        while (!path.isEmpty()) {
            Block block = path.peek();
            List<Edge> edges = block.terminator().edges();
            int edge = next[block.id()]++;
            if (edge >= edges.size()) {
                onPath[path.pop().id()] = false;
                continue;
            }
            Block target = edges.get(edge).target();
            if (onPath[target.id()]) {
                sources.computeIfAbsent(target, header -> new ArrayList<>()).add(block);
            } else if (next[target.id()] == 0) {
                path.push(target);
                onPath[target.id()] = true;
            }
        }
        return sources;
    }

    private static Map<Block, List<Block>> predecessors(Graph graph) {
        Map<Block, List<Block>> before = new HashMap<>();
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                before.computeIfAbsent(edge.target(), b -> new ArrayList<>()).add(block);
            }
        }
        return before;
    }

    /** The header and all blocks from which a way leads to an end of the loop that does not pass the header. */
    private static Set<Block> body(Block header, List<Block> last, Map<Block, List<Block>> before) {
        Set<Block> body = new LinkedHashSet<>();
        body.add(header);
        Deque<Block> work = new ArrayDeque<>(last);
        while (!work.isEmpty()) {
            Block block = work.pop();
            if (body.add(block)) before.getOrDefault(block, List.of()).forEach(work::push);
        }
        return body;
    }

    private static void check(Set<Block> body) {
        List<Block> exits = new ArrayList<>();
        for (Block block : body) {
            for (Edge edge : block.terminator().edges()) if (!body.contains(edge.target())) exits.add(block);
        }
        Instruction place = body.iterator().next().terminator();
        if (exits.isEmpty()) {
            throw refusal("this loop never ends: nothing leaves it").at(place.position());
        }
        Set<Value> changing = new HashSet<>();
        for (Block block : body) {
            changing.addAll(block.parameters());
            changing.addAll(block.instructions());
        }
        for (Block exit : exits) {
            boolean fixed = exit.terminator() instanceof Branch branch
                    && !changing.contains(branch.left())
                    && !changing.contains(branch.right());
            if (!fixed) return;
        }
        throw refusal("this loop never ends once it has begun: what its condition compares does not change in it")
                .at(exits.getFirst().terminator().position());
    }

    private static Refusal refusal(String reason) {
        return new Refusal(
                reason, "count with an int variable up to a constant: the kernel runs no loop whose end it cannot see");
    }
}
