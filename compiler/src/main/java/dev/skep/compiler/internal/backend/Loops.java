package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loops of a function.
 *
 * <p>A depth-first walk finds the edges that lead back to a block on the walk's own path: their targets are loop
 * headers. A loop is its header and all blocks that reach one of its back edges without passing the header.
 */
final class Loops {
    /** A loop; the outermost have no parent. */
    static final class Loop {
        final MachineBlock header;

        @Nullable
        Loop parent;

        int depth = 1;

        Loop(MachineBlock header) {
            this.header = header;
        }
    }

    private final @Nullable Loop[] innermost;
    private final boolean[][] back;

    private Loops(int blocks) {
        innermost = new Loop[blocks];
        back = new boolean[2][blocks];
    }

    /** Finds the loops and writes the depth of each block. */
    static Loops of(MachineFunction function) {
        int count = function.blocks().size();
        Loops loops = new Loops(count);
        List<MachineBlock> postorder = new ArrayList<>(count);
        List<List<MachineBlock>> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(List.of());
        }
        loops.walk(function, postorder, sources);
        List<List<MachineBlock>> before = Liveness.predecessors(function);
        // Headers in postorder come innermost first, so the loop that reaches a block first is its innermost.
        for (MachineBlock header : postorder) {
            if (!sources.get(header.index).isEmpty()) {
                loops.collect(new Loop(header), sources.get(header.index), before);
            }
        }
        loops.depths(function, postorder);
        return loops;
    }

    /** The innermost loop around a block, or null. */
    @Nullable
    Loop innermost(MachineBlock block) {
        return innermost[block.index];
    }

    /** Whether the edge from {@code block} to its taken or its next block leads back to a loop's header. */
    boolean isBack(MachineBlock block, boolean taken) {
        return back[taken ? 1 : 0][block.index];
    }

    private void walk(MachineFunction function, List<MachineBlock> postorder, List<List<MachineBlock>> sources) {
        int count = function.blocks().size();
        byte[] visits = new byte[count];
        boolean[] onPath = new boolean[count];
        List<MachineBlock> path = new ArrayList<>();
        path.add(function.blocks().getFirst());
        onPath[0] = true;
        while (!path.isEmpty()) {
            MachineBlock block = path.getLast();
            int visit = visits[block.index]++;
            if (visit == 2) {
                path.removeLast();
                onPath[block.index] = false;
                postorder.add(block);
                continue;
            }
            MachineBlock successor = visit == 0 ? block.taken : block.next;
            if (successor == null) continue;
            if (onPath[successor.index]) {
                back[visit == 0 ? 1 : 0][block.index] = true;
                if (sources.get(successor.index).isEmpty()) sources.set(successor.index, new ArrayList<>());
                sources.get(successor.index).add(block);
            } else if (visits[successor.index] == 0) {
                path.add(successor);
                onPath[successor.index] = true;
            }
        }
    }

    private void collect(Loop loop, List<MachineBlock> sources, List<List<MachineBlock>> before) {
        List<MachineBlock> work = new ArrayList<>(sources);
        Loop own = innermost[loop.header.index];
        if (own == null) innermost[loop.header.index] = loop;
        while (!work.isEmpty()) {
            MachineBlock block = work.removeLast();
            Loop inside = innermost[block.index];
            if (inside == loop) continue;
            if (inside == null) {
                innermost[block.index] = loop;
                work.addAll(before.get(block.index));
                continue;
            }
            Loop outermost = inside;
            while (outermost.parent != null) {
                outermost = outermost.parent;
            }
            if (outermost == loop) continue;
            outermost.parent = loop;
            work.addAll(before.get(outermost.header.index));
        }
    }

    private void depths(MachineFunction function, List<MachineBlock> postorder) {
        for (int i = postorder.size() - 1; i >= 0; i--) {
            Loop loop = innermost[postorder.get(i).index];
            if (loop != null && loop.header == postorder.get(i) && loop.parent != null) {
                loop.depth = loop.parent.depth + 1;
            }
        }
        for (MachineBlock block : function.blocks()) {
            Loop loop = innermost[block.index];
            block.loopDepth = loop == null ? 0 : loop.depth;
        }
    }
}
