package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.Register;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a lone move from behind a branch to before it, where the other way does not need the register: a jump less for a
 * move more on the other way, as in {@code result = 0; if (x) goto end; result = 1; end:}.
 *
 * <p>Precondition: registers are allocated. {@link BlockTidying} removes the blocks that are left empty.
 */
final class Hoisting {
    private static final int FIRST_ARGUMENTS = (1 << (Register.R5 + 1)) - 1;

    private final MachineFunction function;
    private final int[] liveIn;

    private Hoisting(MachineFunction function) {
        this.function = function;
        liveIn = new int[function.blocks().size()];
    }

    /** Moves such instructions; whether there were any. */
    static boolean run(MachineFunction function) {
        Hoisting hoisting = new Hoisting(function);
        hoisting.findLive();
        List<List<MachineBlock>> before = Liveness.predecessors(function);
        boolean found = false;
        for (MachineBlock block : function.blocks()) {
            MachineBlock taken = block.taken;
            MachineBlock next = block.next;
            if (taken == null || next == null) continue;
            // One of both at most: the second would have to pass the first.
            found |= hoisting.hoist(block, taken, next, before) || hoisting.hoist(block, next, taken, before);
        }
        return found;
    }

    private boolean hoist(MachineBlock block, MachineBlock from, MachineBlock other, List<List<MachineBlock>> before) {
        if (from.code.size() != 1 || from.taken != null || from.next == null || from.next == from) return false;
        if (before.get(from.index).size() != 1 || from == other || from.next == other) return false;
        MachineInstruction move = from.code.getFirst();
        boolean cheap = move.isMove() || move.isMoveOfConstant();
        if (!cheap || (liveIn[other.index] & 1 << move.destination) != 0) return false;
        if ((reads(block.branch()) & 1 << move.destination) != 0) return false;
        block.code.add(block.code.size() - 1, move);
        from.code.clear();
        return true;
    }

    private void findLive() {
        Deque<MachineBlock> work = new ArrayDeque<>(function.blocks());
        List<List<MachineBlock>> before = Liveness.predecessors(function);
        while (!work.isEmpty()) {
            MachineBlock block = work.removeLast();
            int live = live(block.taken) | live(block.next);
            for (int i = block.code.size() - 1; i >= 0; i--) {
                MachineInstruction instruction = block.code.get(i);
                live = (live & ~writes(instruction)) | reads(instruction);
            }
            if (live == liveIn[block.index]) continue;
            liveIn[block.index] = live;
            work.addAll(before.get(block.index));
        }
    }

    private int live(@Nullable MachineBlock block) {
        return block == null ? 0 : liveIn[block.index];
    }

    private static int writes(MachineInstruction instruction) {
        if (instruction.isCall()) return FIRST_ARGUMENTS;
        if (instruction.fetches()) return 1;
        return instruction.writesDestination() ? 1 << instruction.destination : 0;
    }

    private static int reads(MachineInstruction instruction) {
        if (instruction.isCall()) return ((1 << instruction.arguments) - 1) << 1;
        if (instruction.isExit()) return 1;
        int registers = instruction.comparesWithR0() ? 1 : 0;
        if (instruction.readsDestination()) registers |= 1 << instruction.destination;
        return instruction.readsSource() ? registers | 1 << instruction.source : registers;
    }
}
