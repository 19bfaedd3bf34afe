package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.Opcode;
import dev.skep.bpf.asm.Register;
import dev.skep.compiler.internal.ir.StackSlot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets values that live in memory at different times share a stack slot.
 *
 * <p>A slot is live from a store to the last load. Slots that are never live together get the same place, preferably one
 * between which a value is copied; such copies are then removed.
 *
 * <p>Precondition: registers are allocated, and spilled values are stored and loaded whole.
 */
final class SpillSlots {
    private final MachineFunction function;
    private final Map<StackSlot, Integer> numbers = new HashMap<>();
    private final List<StackSlot> slots;
    private final BitSet[] liveIn;
    private final BitSet[] conflicts;
    private final int[] wish;

    private SpillSlots(MachineFunction function) {
        this.function = function;
        slots = function.spillSlots();
        for (StackSlot slot : slots) {
            numbers.put(slot, numbers.size());
        }
        liveIn = new BitSet[function.blocks().size()];
        conflicts = new BitSet[slots.size()];
        wish = new int[slots.size()];
    }

    /** Shares the slots of {@code function}. */
    static void share(MachineFunction function) {
        if (function.spillSlots().size() < 2) return;
        SpillSlots sharing = new SpillSlots(function);
        sharing.findLive();
        sharing.findConflicts();
        sharing.replace(sharing.places());
    }

    private int number(MachineInstruction instruction) {
        StackSlot slot = instruction.slot;
        return slot == null || instruction.opcode == MachineInstruction.FRAME_ADDRESS
                ? -1
                : numbers.getOrDefault(slot, -1);
    }

    private static boolean loads(MachineInstruction instruction) {
        return (instruction.opcode & Opcode.CLASS_MASK) == Opcode.LDX;
    }

    private BitSet liveOut(MachineBlock block) {
        BitSet live = new BitSet();
        MachineBlock taken = block.taken;
        MachineBlock next = block.next;
        if (taken != null) live.or(liveIn[taken.index]);
        if (next != null) live.or(liveIn[next.index]);
        return live;
    }

    private void findLive() {
        Deque<MachineBlock> work = new ArrayDeque<>(function.blocks());
        for (int i = 0; i < liveIn.length; i++) {
            liveIn[i] = new BitSet();
        }
        List<List<MachineBlock>> before = Liveness.predecessors(function);
        while (!work.isEmpty()) {
            MachineBlock block = work.removeLast();
            BitSet live = liveOut(block);
            for (int i = block.code.size() - 1; i >= 0; i--) {
                int slot = number(block.code.get(i));
                if (slot >= 0) live.set(slot, loads(block.code.get(i)));
            }
            if (live.equals(liveIn[block.index])) continue;
            liveIn[block.index] = live;
            work.addAll(before.get(block.index));
        }
    }

    private void findConflicts() {
        for (int i = 0; i < conflicts.length; i++) {
            conflicts[i] = new BitSet();
            wish[i] = -1;
        }
        for (MachineBlock block : function.blocks()) {
            BitSet live = liveOut(block);
            for (int i = block.code.size() - 1; i >= 0; i--) {
                MachineInstruction instruction = block.code.get(i);
                int slot = number(instruction);
                if (slot < 0) continue;
                live.set(slot, loads(instruction));
                if (loads(instruction)) continue;
                conflicts[slot].or(live);
                MachineInstruction source = i > 0 ? block.code.get(i - 1) : instruction;
                boolean copy = number(source) >= 0 && loads(source) && copies(source, instruction);
                if (copy) wish[slot] = number(source);
            }
        }
        for (int i = 0; i < conflicts.length; i++) {
            for (int other = conflicts[i].nextSetBit(0); other >= 0; other = conflicts[i].nextSetBit(other + 1)) {
                conflicts[other].set(i);
            }
        }
    }

    private static boolean copies(MachineInstruction load, MachineInstruction store) {
        return (store.opcode & Opcode.CLASS_MASK) == Opcode.STX && store.source == load.destination;
    }

    private int[] places() {
        int[] places = new int[slots.size()];
        for (int slot = 0; slot < places.length; slot++) {
            BitSet taken = new BitSet();
            for (int other = conflicts[slot].nextSetBit(0);
                    other >= 0 && other < slot;
                    other = conflicts[slot].nextSetBit(other + 1)) {
                taken.set(places[other]);
            }
            int wished = wish[slot] >= 0 && wish[slot] < slot ? places[wish[slot]] : -1;
            places[slot] = wished >= 0 && !taken.get(wished) ? wished : taken.nextClearBit(0);
        }
        return places;
    }

    private void replace(int[] places) {
        for (MachineBlock block : function.blocks()) {
            List<MachineInstruction> out = new ArrayList<>(block.code.size());
            for (MachineInstruction instruction : block.code) {
                int slot = number(instruction);
                if (slot < 0) {
                    out.add(instruction);
                    continue;
                }
                MachineInstruction moved = instruction.withSlot(slots.get(places[slot]));
                MachineInstruction before = out.isEmpty() ? moved : out.getLast();
                boolean back = before.slot == moved.slot
                        && before.source == Register.FP
                        && loads(before)
                        && copies(before, moved);
                if (!back) out.add(moved);
            }
            block.code = out;
        }
    }
}
