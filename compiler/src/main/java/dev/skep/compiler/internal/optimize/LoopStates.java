package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where the states of loops lie that {@code bpf_loop} drives. A state is written right before the call and read right behind it, so
 * those of one graph are never needed at the same time: they share the slot of the largest.
 */
final class LoopStates {
    private final Set<StackSlot> slots = new LinkedHashSet<>();

    /** A place for a state of its own, for the time being: a loop that is still to be converted must not see two loops use one slot. */
    StackAddress place(Graph graph, LoopState state) {
        StackSlot slot = state.slot(graph);
        slots.add(slot);
        return new StackAddress(slot, 0);
    }

    /** Puts all states of {@code graph}, whose loops are converted, into one slot. */
    void share(Graph graph) {
        Optional<StackSlot> largest = used(graph).stream().max(Comparator.comparingInt(StackSlot::size));
        if (largest.isEmpty()) return;
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                for (int i = 0; i < instruction.operandCount(); i++) {
                    if (instruction.operand(i) instanceof StackAddress address && slots.contains(address.slot())) {
                        instruction.operand(i, new StackAddress(largest.get(), address.offset()));
                    }
                }
            }
        }
    }

    private Set<StackSlot> used(Graph graph) {
        Set<StackSlot> used = new LinkedHashSet<>();
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                for (int i = 0; i < instruction.operandCount(); i++) {
                    if (instruction.operand(i) instanceof StackAddress address) used.add(address.slot());
                }
            }
        }
        used.retainAll(slots);
        return used;
    }
}
