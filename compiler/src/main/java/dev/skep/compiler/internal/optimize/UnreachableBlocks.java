package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes blocks that control never reaches.
 *
 * <p>Precondition: every block that is reached is terminated.
 */
public final class UnreachableBlocks {
    private UnreachableBlocks() {}

    /** Removes them; whether there were any. */
    public static boolean run(Graph graph) {
        boolean[] reached = new boolean[graph.blockCount()];
        List<Block> work = new ArrayList<>();
        reached[graph.entry().id()] = true;
        work.add(graph.entry());
        while (!work.isEmpty()) {
            for (Edge edge : work.removeLast().terminator().edges()) {
                Block target = edge.target();
                if (reached[target.id()]) continue;
                reached[target.id()] = true;
                work.add(target);
            }
        }
        return graph.blocks().removeIf(block -> !reached[block.id()]);
    }
}
