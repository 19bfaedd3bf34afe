package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes jumps reach: a jump has 16 bits for its distance.
 *
 * <p>A conditional jump that leads too far is led to an empty block near it, which jumps on. Unconditional jumps reach
 * everywhere on version 4; on version 3 they, too, lead to an empty block on the way, as often as necessary.
 *
 * <p>Precondition: the order of blocks is final.
 */
final class LongJumps {
    /** Less than 32,767, as later insertions push targets away by a few instructions. */
    private static final int REACH = 30_000;

    private static final int LONGEST_BLOCK = 2_000;

    private LongJumps() {}

    /** Inserts blocks until every jump reaches its target. */
    static void run(MachineFunction function, Target target) {
        int[] starts = Emission.starts(function);
        if (starts[starts.length - 1] <= REACH) return;
        splitLongBlocks(function);
        starts = Emission.starts(function);
        while (insert(function, starts, target)) {
            function.number();
            starts = Emission.starts(function);
        }
    }

    /** Blocks are inserted between blocks, so that none may be as long as a jump. */
    private static void splitLongBlocks(MachineFunction function) {
        List<MachineBlock> blocks = function.blocks();
        List<MachineBlock> split = new ArrayList<>(blocks.size());
        for (MachineBlock block : blocks) {
            split.add(block);
            MachineBlock last = block;
            while (last.code.size() > LONGEST_BLOCK) {
                MachineBlock rest = new MachineBlock();
                List<MachineInstruction> behind = last.code.subList(LONGEST_BLOCK, last.code.size());
                rest.code.addAll(behind);
                behind.clear();
                rest.taken = last.taken;
                rest.next = last.next;
                last.taken = null;
                last.next = rest;
                split.add(rest);
                last = rest;
            }
        }
        blocks.clear();
        blocks.addAll(split);
        function.number();
    }

    /** Mends the first jump that does not reach; false if all do. */
    private static boolean insert(MachineFunction function, int[] starts, Target target) {
        List<MachineBlock> blocks = function.blocks();
        for (MachineBlock block : blocks) {
            Emission.Ending ending = Emission.Ending.of(function, block);
            int end = starts[block.index + 1];
            MachineBlock far = null;
            if (tooFar(ending.conditional(), starts, end)) far = ending.conditional();
            if (far == null && !target.longJumps() && tooFar(ending.jump(), starts, end)) far = ending.jump();
            if (far == null) continue;
            MachineBlock island = new MachineBlock();
            island.next = far;
            if (block.taken == far) {
                block.taken = island;
            } else {
                block.next = island;
            }
            int at = target.longJumps() ? block.index + 1 : onTheWay(starts, block.index, far.index);
            blocks.add(at, island);
            return true;
        }
        return false;
    }

    private static boolean tooFar(@Nullable MachineBlock to, int[] starts, int end) {
        return to != null && Math.abs(starts[to.index] - end) > REACH;
    }

    /** The farthest place between two blocks that a jump from the one towards the other reaches. */
    private static int onTheWay(int[] starts, int from, int to) {
        int step = to > from ? 1 : -1;
        int at = from + 1;
        while (at + step > 0
                && at + step < starts.length
                && Math.abs(starts[at + step] - starts[from + 1]) < REACH * 9 / 10) {
            at += step;
        }
        return at;
    }
}
