package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes what register allocation has made superfluous: empty blocks, blocks with one way in from one way out, all but
 * one of the blocks that do the same and go on to the same place, and ends of blocks that another block does as well.
 *
 * <p>Precondition: registers are allocated.
 */
final class BlockTidying {
    private static final int LONGEST_END = 16;

    private final MachineFunction function;

    private BlockTidying(MachineFunction function) {
        this.function = function;
    }

    /** Tidies until nothing changes. */
    static void run(MachineFunction function) {
        BlockTidying tidying = new BlockTidying(function);
        boolean changed = true;
        while (changed) {
            tidying.skipEmpty();
            function.keepReachable();
            tidying.mergeChains();
            function.keepReachable();
            changed = tidying.shareEqual();
            changed |= tidying.shareEnds();
        }
    }

    private void skipEmpty() {
        boolean emptied = true;
        while (emptied) {
            emptied = false;
            for (MachineBlock block : function.blocks()) {
                block.taken = destination(block.taken);
                block.next = destination(block.next);
                if (block.taken != null && block.taken == block.next) {
                    block.code.removeLast();
                    block.taken = null;
                    emptied |= block.code.isEmpty();
                }
            }
        }
    }

    private @Nullable MachineBlock destination(@Nullable MachineBlock block) {
        MachineBlock at = block;
        // An empty loop leads to itself; it stays.
        for (int steps = 0; at != null && at.code.isEmpty() && at.next != null; steps++) {
            if (steps > function.blocks().size()) return block;
            at = at.next;
        }
        return at;
    }

    private void mergeChains() {
        List<List<MachineBlock>> before = Liveness.predecessors(function);
        boolean[] gone = new boolean[function.blocks().size()];
        for (MachineBlock block : function.blocks()) {
            if (gone[block.index]) continue;
            while (block.taken == null) {
                MachineBlock next = block.next;
                if (next == null || next == block || next.index == 0) break;
                if (before.get(next.index).size() != 1) break;
                gone[next.index] = true;
                block.code.addAll(next.code);
                block.taken = next.taken;
                block.next = next.next;
            }
        }
    }

    /** Leads all edges to equal blocks to the first of them. */
    private boolean shareEqual() {
        Map<Integer, List<MachineBlock>> known = new HashMap<>();
        @Nullable MachineBlock[] instead = new MachineBlock[function.blocks().size()];
        boolean found = false;
        for (MachineBlock block : function.blocks()) {
            int hash = System.identityHashCode(block.next) * 31 + System.identityHashCode(block.taken);
            for (MachineInstruction instruction : block.code) {
                hash = hash * 31 + instruction.contentHash();
            }
            List<MachineBlock> candidates = known.computeIfAbsent(hash, _ -> new ArrayList<>(1));
            MachineBlock equal = null;
            for (MachineBlock candidate : candidates) {
                if (same(candidate, block)) equal = candidate;
            }
            if (equal == null) {
                candidates.add(block);
            } else if (block.index != 0) {
                instead[block.index] = equal;
                found = true;
            }
        }
        if (!found) return false;
        for (MachineBlock block : function.blocks()) {
            MachineBlock taken = block.taken;
            MachineBlock next = block.next;
            if (taken != null && instead[taken.index] != null) block.taken = instead[taken.index];
            if (next != null && instead[next.index] != null) block.next = instead[next.index];
        }
        return true;
    }

    /** Lets a block that ends in all of what another block does go on to that block instead. */
    private boolean shareEnds() {
        Map<Integer, List<MachineBlock>> ends = new HashMap<>();
        for (MachineBlock block : function.blocks()) {
            int size = block.code.size();
            if (block.taken != null || size > LONGEST_END || !worthAJump(block)) continue;
            ends.computeIfAbsent(endHash(block), _ -> new ArrayList<>(1)).add(block);
        }
        boolean found = false;
        for (MachineBlock block : function.blocks()) {
            if (block.taken != null || block.code.isEmpty()) continue;
            MachineBlock longest = null;
            for (MachineBlock end : ends.getOrDefault(endHash(block), List.of())) {
                boolean longer = longest == null || end.code.size() > longest.code.size();
                if (longer && endsLike(block, end)) longest = end;
            }
            if (longest == null) continue;
            int size = block.code.size();
            block.code.subList(size - longest.code.size(), size).clear();
            block.next = longest;
            found = true;
        }
        return found;
    }

    /** One instruction would only be exchanged for a jump, unless an exit follows or it is one: {@link BlockOrder}. */
    private static boolean worthAJump(MachineBlock end) {
        MachineBlock next = end.next;
        if (end.code.isEmpty()) return false;
        return end.code.size() > 1 || onlyExit(end) || (next != null && onlyExit(next));
    }

    private static boolean onlyExit(MachineBlock block) {
        return block.code.size() == 1 && block.code.getFirst().isExit();
    }

    private static int endHash(MachineBlock block) {
        return System.identityHashCode(block.next) * 31 + block.code.getLast().contentHash();
    }

    private static boolean endsLike(MachineBlock block, MachineBlock end) {
        int offset = block.code.size() - end.code.size();
        if (offset <= 0 || block.next != end.next || end.taken != null) return false;
        for (int i = 0; i < end.code.size(); i++) {
            if (!block.code.get(offset + i).sameAs(end.code.get(i))) return false;
        }
        return true;
    }

    private static boolean same(MachineBlock a, MachineBlock b) {
        if (a.next != b.next || a.taken != b.taken || a.code.size() != b.code.size()) return false;
        for (int i = 0; i < a.code.size(); i++) {
            if (!a.code.get(i).sameAs(b.code.get(i))) return false;
        }
        return true;
    }
}
