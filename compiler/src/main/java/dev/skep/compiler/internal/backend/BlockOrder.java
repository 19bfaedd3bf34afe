package dev.skep.compiler.internal.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the blocks into the order in which they will lie in memory.
 *
 * <p>A block is ready when all blocks that lead to it, back edges aside, have their place. After a block comes a ready
 * successor, so that control falls through; else the block that became ready last. A loop that was begun is finished
 * before anything outside it, so loops are contiguous. Blocks that leave the program come last where there is a choice.
 */
final class BlockOrder {
    private final MachineFunction function;
    private final Loops loops;
    private final int[] waitingFor;
    private final boolean[] placed;
    private final List<MachineBlock> order = new ArrayList<>();

    /** Blocks that are ready, by the loop that they continue (null outside loops). */
    private final Map<Loops.@Nullable Loop, Deque<MachineBlock>> ready = new HashMap<>();

    private BlockOrder(MachineFunction function) {
        this.function = function;
        loops = Loops.of(function);
        waitingFor = new int[function.blocks().size()];
        placed = new boolean[waitingFor.length];
        for (MachineBlock block : function.blocks()) {
            MachineBlock taken = block.taken;
            MachineBlock next = block.next;
            if (taken != null && !loops.isBack(block, true)) waitingFor[taken.index]++;
            if (next != null && !loops.isBack(block, false)) waitingFor[next.index]++;
        }
    }

    /** Reorders the function's blocks. */
    static void run(MachineFunction function) {
        new BlockOrder(function).run();
    }

    private void run() {
        MachineBlock block = function.blocks().getFirst();
        while (true) {
            place(block);
            MachineBlock following = following(block);
            if (following == null) break;
            block = following;
        }
        function.blocks().clear();
        function.blocks().addAll(order);
        function.number();
        exitAtOnce();
        function.keepReachable();
    }

    /** A jump to nothing but an exit is an exit. */
    private void exitAtOnce() {
        for (int i = 0; i < order.size(); i++) {
            MachineBlock block = order.get(i);
            MachineBlock next = block.next;
            boolean falls = i + 1 < order.size() && next == order.get(i + 1);
            if (next == null || falls || block.taken != null) continue;
            if (next.code.size() > 1 || !next.code.getFirst().isExit()) continue;
            block.code.add(next.code.getFirst());
            block.next = null;
        }
    }

    private void place(MachineBlock block) {
        placed[block.index] = true;
        order.add(block);
        MachineBlock next = block.next;
        MachineBlock taken = block.taken;
        if (taken != null && !loops.isBack(block, true)) arrive(taken);
        if (next != null && !loops.isBack(block, false)) arrive(next);
    }

    private void arrive(MachineBlock block) {
        if (--waitingFor[block.index] > 0) return;
        Deque<MachineBlock> list = ready.computeIfAbsent(continues(block), _ -> new ArrayDeque<>());
        // What ends the program waits below whatever is there.
        if (block.next == null) {
            list.addLast(block);
        } else {
            list.addFirst(block);
        }
    }

    /** The loop that is continued when this block is placed: a header belongs to the loop around its own. */
    private Loops.@Nullable Loop continues(MachineBlock block) {
        Loops.Loop loop = loops.innermost(block);
        return loop != null && loop.header == block ? loop.parent : loop;
    }

    private @Nullable MachineBlock following(MachineBlock block) {
        Loops.Loop loop = loops.innermost(block);
        while (true) {
            MachineBlock found = following(block, loop);
            if (found != null) return found;
            if (loop == null) break;
            loop = loop.parent;
        }
        // Only in a flow that no Java loop makes, entered at two places: any order will do.
        for (MachineBlock left : function.blocks()) {
            if (!placed[left.index]) return left;
        }
        return null;
    }

    private @Nullable MachineBlock following(MachineBlock block, Loops.@Nullable Loop loop) {
        Deque<MachineBlock> list = ready.get(loop);
        if (list == null) return null;
        while (!list.isEmpty() && placed[list.getFirst().index]) {
            list.removeFirst();
        }
        MachineBlock next = candidate(block.next, loop);
        MachineBlock taken = candidate(block.taken, loop);
        if (next != null && taken != null) {
            boolean nextEnds = next.next == null;
            boolean takenEnds = taken.next == null;
            boolean takenStays = nextEnds == takenEnds ? taken.loopDepth > next.loopDepth : nextEnds;
            return takenStays ? taken : next;
        }
        if (next != null) return next;
        if (taken != null) return taken;
        return list.isEmpty() ? null : list.removeFirst();
    }

    private @Nullable MachineBlock candidate(@Nullable MachineBlock block, Loops.@Nullable Loop loop) {
        if (block == null || placed[block.index] || waitingFor[block.index] > 0) return null;
        return continues(block) == loop ? block : null;
    }
}
