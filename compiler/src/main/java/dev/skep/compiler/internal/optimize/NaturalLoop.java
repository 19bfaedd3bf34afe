package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A header and all blocks that come back to it.
 *
 * @param header the only way in
 * @param body all blocks, the header and those of inner loops among them
 * @param latches the blocks from which control goes back
 * @param entries the edges into the header from outside
 * @param exits the edges from the body to other blocks
 */
record NaturalLoop(Block header, Set<Block> body, List<Block> latches, List<Edge> entries, List<Edge> exits) {

    /** The loops of {@code graph}, every block of which is reachable; outer ones before inner ones. */
    static List<NaturalLoop> of(Graph graph, Dominators dominators) {
        Map<Block, List<Block>> before = new HashMap<>();
        Map<Block, List<Block>> latches = new LinkedHashMap<>();
        for (Block block : dominators.order()) {
            for (Edge edge : block.terminator().edges()) {
                before.computeIfAbsent(edge.target(), _ -> new ArrayList<>(2)).add(block);
            }
        }
        for (Block header : dominators.order()) {
            for (Block source : before.getOrDefault(header, List.of())) {
                if (dominators.dominates(header, source)) {
                    latches.computeIfAbsent(header, _ -> new ArrayList<>(1)).add(source);
                }
            }
        }
        List<NaturalLoop> loops = new ArrayList<>();
        latches.forEach((header, sources) -> loops.add(loop(graph, header, sources, before)));
        return loops;
    }

    private static NaturalLoop loop(Graph graph, Block header, List<Block> latches, Map<Block, List<Block>> before) {
        Set<Block> body = new LinkedHashSet<>();
        body.add(header);
        List<Block> work = new ArrayList<>(latches);
        while (!work.isEmpty()) {
            Block block = work.removeLast();
            if (body.add(block)) work.addAll(before.getOrDefault(block, List.of()));
        }
        List<Edge> entries = new ArrayList<>();
        List<Edge> exits = new ArrayList<>();
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                if (body.contains(block)) {
                    if (!body.contains(edge.target())) exits.add(edge);
                } else if (edge.target() == header) {
                    entries.add(edge);
                }
            }
        }
        return new NaturalLoop(header, body, latches, entries, exits);
    }
}
