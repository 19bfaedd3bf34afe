package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the verifier looks at in a turn of a loop that it follows. It follows each path by itself until it is where another has been with the
 * same knowledge, which comes late where they bring different values along.
 *
 * @param branches branches of the body
 * @param instructions those of all its paths, an inner loop being gone through once
 */
record TurnCost(int branches, long instructions) {
    /** Where more come together, most have met before. */
    private static final int MOST_PATHS = 16;

    /** {@code order} is all blocks in reverse postorder. */
    static TurnCost of(NaturalLoop loop, List<Block> order) {
        Map<Block, Map<List<Value>, Integer>> arrivals = new HashMap<>();
        int branches = 0;
        long instructions = 0;
        for (Block block : order) {
            if (!loop.body().contains(block)) continue;
            int here = block == loop.header() ? 1 : paths(arrivals.getOrDefault(block, Map.of()));
            if (block.terminator() instanceof Branch) branches++;
            instructions += (long) here * block.instructions().size();
            for (Edge edge : block.terminator().edges()) {
                arrivals.computeIfAbsent(edge.target(), _ -> new HashMap<>()).merge(edge.arguments(), here, Math::max);
            }
        }
        // Those that come back are as many beginnings of the next turn.
        return new TurnCost(branches, instructions * paths(arrivals.getOrDefault(loop.header(), Map.of())));
    }

    private static int paths(Map<List<Value>, Integer> arrivals) {
        int all = arrivals.values().stream().mapToInt(Integer::intValue).sum();
        return Math.clamp(all, 1, MOST_PATHS);
    }
}
