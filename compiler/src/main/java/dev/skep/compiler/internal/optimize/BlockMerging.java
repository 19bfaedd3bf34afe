package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import java.util.List;

/**
 * Appends a block to the one before it where control has no other way in or out.
 *
 * <p>Precondition: every block is reachable.
 */
public final class BlockMerging {
    private BlockMerging() {}

    /** Merges such blocks; whether there were any. */
    public static boolean run(Graph graph) {
        int[] ways = new int[graph.blockCount()];
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                ways[edge.target().id()]++;
            }
        }
        boolean[] gone = new boolean[graph.blockCount()];
        Substitution substitution = new Substitution(graph);
        boolean found = false;
        for (Block block : graph.blocks()) {
            while (!gone[block.id()] && block.terminator() instanceof Jump jump) {
                Block target = jump.edge().target();
                if (ways[target.id()] != 1 || target == block || target == graph.entry()) break;
                append(block, jump.edge(), substitution);
                gone[target.id()] = true;
                found = true;
            }
        }
        if (!found) return false;
        graph.blocks().removeIf(block -> gone[block.id()]);
        substitution.apply();
        return true;
    }

    private static void append(Block block, Edge edge, Substitution substitution) {
        Block target = edge.target();
        for (int i = 0; i < target.parameters().size(); i++) {
            substitution.replace(target.parameters().get(i), edge.arguments().get(i));
        }
        List<Instruction> instructions = block.instructions();
        instructions.removeLast();
        instructions.addAll(target.instructions());
    }
}
