package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.List;

/** A program as machine instructions: its blocks, the entry first, and how many registers it names. */
final class MachineFunction {
    private final Graph graph;
    private final List<MachineBlock> blocks = new ArrayList<>();
    private int nextRegister = MachineInstruction.FIRST_VIRTUAL;
    private final List<StackSlot> spillSlots = new ArrayList<>();

    MachineFunction(Graph graph) {
        this.graph = graph;
    }

    List<MachineBlock> blocks() {
        return blocks;
    }

    MachineBlock newBlock() {
        MachineBlock block = new MachineBlock();
        block.index = blocks.size();
        blocks.add(block);
        return block;
    }

    int newRegister() {
        return nextRegister++;
    }

    /** A bound above all register numbers. */
    int registerCount() {
        return nextRegister;
    }

    /** A new stack slot for a value that found no register. */
    StackSlot newSpillSlot() {
        StackSlot slot = graph.newSlot(Long.BYTES, Long.BYTES, "spilled value");
        spillSlots.add(slot);
        return slot;
    }

    /** The slots of values that found no register. */
    List<StackSlot> spillSlots() {
        return spillSlots;
    }

    /** Removes the blocks that the entry does not reach and numbers the rest anew. */
    void keepReachable() {
        boolean[] reached = new boolean[blocks.size()];
        List<MachineBlock> work = new ArrayList<>();
        reached[0] = true;
        work.add(blocks.getFirst());
        while (!work.isEmpty()) {
            MachineBlock block = work.removeLast();
            MachineBlock taken = block.taken;
            MachineBlock next = block.next;
            if (taken != null && !reached[taken.index]) {
                reached[taken.index] = true;
                work.add(taken);
            }
            if (next != null && !reached[next.index]) {
                reached[next.index] = true;
                work.add(next);
            }
        }
        blocks.removeIf(block -> !reached[block.index]);
        number();
    }

    /** Writes each block's index. */
    void number() {
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).index = i;
        }
    }
}
