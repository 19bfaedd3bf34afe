package dev.skep.compiler.internal.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Which virtual registers are live at the end of each block.
 *
 * <p>Most registers live within one block, so only those that are read in a block before they are written there get a
 * place in the bit sets. The sets grow backwards along the edges until nothing changes. Machine registers never live
 * across blocks.
 */
final class Liveness {
    private final int[][] liveOut;

    private Liveness(int[][] liveOut) {
        this.liveOut = liveOut;
    }

    /** The registers live at the end of {@code block}. */
    int[] liveOut(MachineBlock block) {
        return liveOut[block.index];
    }

    static Liveness of(MachineFunction function) {
        int[] place = new int[function.registerCount()];
        int[] global = globals(function, place);
        int words = (global.length + 63) / 64;
        int count = function.blocks().size();
        long[][] in = new long[count][words];
        long[][] written = new long[count][words];
        for (MachineBlock block : function.blocks()) {
            localSets(block, place, in[block.index], written[block.index]);
        }
        propagate(function, in, written);
        int[][] liveOut = new int[count][];
        for (MachineBlock block : function.blocks()) {
            liveOut[block.index] = members(union(block, in, words), global);
        }
        return new Liveness(liveOut);
    }

    /** Numbers the registers that live across blocks from 1 in {@code place} and lists them. */
    private static int[] globals(MachineFunction function, int[] place) {
        int[] writtenIn = new int[place.length];
        int[] global = new int[16];
        int count = 0;
        for (MachineBlock block : function.blocks()) {
            int stamp = block.index + 1;
            for (MachineInstruction instruction : block.code) {
                for (int which = 0; which < 2; which++) {
                    boolean reads = which == 0 ? instruction.readsDestination() : instruction.readsSource();
                    int register = which == 0 ? instruction.destination : instruction.source;
                    if (!reads || register < MachineInstruction.FIRST_VIRTUAL) continue;
                    if (writtenIn[register] == stamp || place[register] != 0) continue;
                    if (count == global.length) global = Arrays.copyOf(global, count * 2);
                    global[count++] = register;
                    place[register] = count;
                }
                if (instruction.writesDestination()) writtenIn[instruction.destination] = stamp;
            }
        }
        return Arrays.copyOf(global, count);
    }

    private static void localSets(MachineBlock block, int[] place, long[] read, long[] written) {
        for (MachineInstruction instruction : block.code) {
            if (instruction.readsDestination()) read(place[instruction.destination], read, written);
            if (instruction.readsSource()) read(place[instruction.source], read, written);
            if (instruction.writesDestination()) {
                int at = place[instruction.destination] - 1;
                if (at >= 0) written[at >> 6] |= 1L << at;
            }
        }
    }

    private static void read(int place, long[] read, long[] written) {
        int at = place - 1;
        if (at >= 0 && (written[at >> 6] & 1L << at) == 0) read[at >> 6] |= 1L << at;
    }

    private static void propagate(MachineFunction function, long[][] in, long[][] written) {
        List<List<MachineBlock>> before = predecessors(function);
        Deque<MachineBlock> work = new ArrayDeque<>(function.blocks());
        boolean[] queued = new boolean[in.length];
        Arrays.fill(queued, true);
        while (!work.isEmpty()) {
            MachineBlock block = work.removeLast();
            queued[block.index] = false;
            long[] mine = in[block.index];
            boolean changed = false;
            long[] out = union(block, in, mine.length);
            for (int i = 0; i < mine.length; i++) {
                long grown = mine[i] | (out[i] & ~written[block.index][i]);
                changed |= grown != mine[i];
                mine[i] = grown;
            }
            if (!changed) continue;
            for (MachineBlock predecessor : before.get(block.index)) {
                if (queued[predecessor.index]) continue;
                queued[predecessor.index] = true;
                work.addLast(predecessor);
            }
        }
    }

    private static long[] union(MachineBlock block, long[][] in, int words) {
        long[] out = new long[words];
        MachineBlock taken = block.taken;
        MachineBlock next = block.next;
        for (int i = 0; i < words; i++) {
            if (taken != null) out[i] |= in[taken.index][i];
            if (next != null) out[i] |= in[next.index][i];
        }
        return out;
    }

    /** For each block by its index, the blocks that lead to it. */
    static List<List<MachineBlock>> predecessors(MachineFunction function) {
        List<List<MachineBlock>> before = new ArrayList<>();
        for (int i = 0; i < function.blocks().size(); i++) {
            before.add(new ArrayList<>(2));
        }
        for (MachineBlock block : function.blocks()) {
            MachineBlock taken = block.taken;
            MachineBlock next = block.next;
            if (taken != null) before.get(taken.index).add(block);
            if (next != null && next != taken) before.get(next.index).add(block);
        }
        return before;
    }

    private static int[] members(long[] set, int[] global) {
        int count = 0;
        for (long word : set) {
            count += Long.bitCount(word);
        }
        int[] members = new int[count];
        int at = 0;
        for (int i = 0; i < set.length; i++) {
            for (long word = set[i]; word != 0; word &= word - 1) {
                members[at++] = global[i * 64 + Long.numberOfTrailingZeros(word)];
            }
        }
        return members;
    }
}
