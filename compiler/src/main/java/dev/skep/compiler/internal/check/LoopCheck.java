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
        Map<Block, List<Block>> before = predecessors(graph);
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                if (reaches(edge.target(), block)) check(body(edge.target(), block, before));
            }
        }
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

    private static boolean reaches(Block from, Block to) {
        Set<Block> seen = new HashSet<>();
        Deque<Block> work = new ArrayDeque<>(List.of(from));
        while (!work.isEmpty()) {
            Block block = work.pop();
            if (block == to) return true;
            if (!seen.add(block)) continue;
            block.terminator().edges().forEach(edge -> work.push(edge.target()));
        }
        return false;
    }

    /** All blocks on ways from {@code header} to {@code last} and back. */
    private static Set<Block> body(Block header, Block last, Map<Block, List<Block>> before) {
        Set<Block> body = new HashSet<>();
        Deque<Block> work = new ArrayDeque<>(List.of(last));
        while (!work.isEmpty()) {
            Block block = work.pop();
            if (!body.add(block) || block == header) continue;
            before.getOrDefault(block, List.of()).forEach(work::push);
        }
        body.removeIf(block -> block != header && !reaches(header, block));
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
