package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which block every path to a block passes last: its immediate dominator (Cooper, Harvey and Kennedy, "A simple, fast
 * dominance algorithm", 2001).
 *
 * <p>Also numbers the dominator tree on entry and exit of each block, so that {@link #dominates} is two comparisons. A
 * snapshot: later changes of the graph do not show.
 */
final class Dominators {
    private final List<Block> order = new ArrayList<>();
    private final int[] place;
    private final int[] immediate;
    private final int[] enter;
    private final int[] leave;
    private final List<List<Block>> children = new ArrayList<>();

    private Dominators(int blocks) {
        place = new int[blocks];
        Arrays.fill(place, -1);
        immediate = new int[blocks];
        enter = new int[blocks];
        leave = new int[blocks];
    }

    static Dominators of(Graph graph) {
        Dominators dominators = new Dominators(graph.blockCount());
        dominators.orderBlocks(graph.entry());
        dominators.findImmediate();
        dominators.numberTree();
        return dominators;
    }

    /** The reachable blocks in reverse postorder, the entry first. */
    List<Block> order() {
        return order;
    }

    /** The blocks that {@code block} dominates immediately. */
    List<Block> children(Block block) {
        return children.get(place[block.id()]);
    }

    /** The block that every path to {@code block} passes last; null for the entry. */
    @Nullable
    Block immediate(Block block) {
        int at = place[block.id()];
        return at == 0 ? null : order.get(immediate[at]);
    }

    /** Whether every path to {@code b} passes {@code a}; true for the same block. */
    boolean dominates(Block a, Block b) {
        return enter[a.id()] <= enter[b.id()] && leave[b.id()] <= leave[a.id()];
    }

    private void orderBlocks(Block entry) {
        int[] next = new int[place.length];
        boolean[] seen = new boolean[place.length];
        List<Block> path = new ArrayList<>();
        path.add(entry);
        seen[entry.id()] = true;
        while (!path.isEmpty()) {
            Block block = path.getLast();
            List<Edge> edges = block.terminator().edges();
            if (next[block.id()] == edges.size()) {
                path.removeLast();
                order.add(block);
                continue;
            }
            Block target = edges.get(next[block.id()]++).target();
            if (seen[target.id()]) continue;
            seen[target.id()] = true;
            path.add(target);
        }
        Collections.reverse(order);
        for (int i = 0; i < order.size(); i++) {
            place[order.get(i).id()] = i;
        }
    }

    private void findImmediate() {
        List<List<Integer>> before = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            before.add(new ArrayList<>(2));
        }
        for (int i = 0; i < order.size(); i++) {
            for (Edge edge : order.get(i).terminator().edges()) {
                before.get(place[edge.target().id()]).add(i);
            }
        }
        Arrays.fill(immediate, -1);
        immediate[0] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 1; i < order.size(); i++) {
                int common = -1;
                for (int predecessor : before.get(i)) {
                    if (immediate[predecessor] < 0) continue;
                    common = common < 0 ? predecessor : meet(common, predecessor);
                }
                if (common == immediate[i]) continue;
                immediate[i] = common;
                changed = true;
            }
        }
    }

    private int meet(int first, int second) {
        int a = first;
        int b = second;
        while (a != b) {
            if (a > b) {
                a = immediate[a];
            } else {
                b = immediate[b];
            }
        }
        return a;
    }

    private void numberTree() {
        for (int i = 0; i < order.size(); i++) {
            children.add(new ArrayList<>(2));
        }
        for (int i = 1; i < order.size(); i++) {
            children.get(immediate[i]).add(order.get(i));
        }
        int clock = 0;
        int[] next = new int[order.size()];
        List<Block> path = new ArrayList<>();
        path.add(order.getFirst());
        enter[order.getFirst().id()] = clock++;
        while (!path.isEmpty()) {
            Block block = path.getLast();
            List<Block> below = children(block);
            int place = this.place[block.id()];
            if (next[place] < below.size()) {
                Block child = below.get(next[place]++);
                enter[child.id()] = clock++;
                path.add(child);
            } else {
                leave[block.id()] = clock++;
                path.removeLast();
            }
        }
    }
}
