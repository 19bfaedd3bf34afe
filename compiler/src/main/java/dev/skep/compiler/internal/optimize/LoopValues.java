package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which values go into a loop and come out of it. */
final class LoopValues {
    private LoopValues() {}

    /** What the loop computes, and in which block. */
    static Map<Value, Block> made(NaturalLoop loop) {
        Map<Value, Block> made = new LinkedHashMap<>();
        for (Block block : loop.body()) {
            for (Value parameter : block.parameters()) made.put(parameter, block);
            for (Instruction instruction : block.instructions()) made.put(instruction, block);
        }
        return made;
    }

    /**
     * What is computed before the loop and used in it. Constants and maps are made where they are used; so are addresses of slots that
     * nothing but the loop uses, which move into its function.
     */
    static Set<Value> usedFromBefore(Graph graph, NaturalLoop loop) {
        Map<Value, Block> made = made(loop);
        Set<StackSlot> outside = slotsOutside(graph, loop);
        Set<Value> used = new LinkedHashSet<>();
        for (Block block : loop.body()) {
            for (Value value : uses(block)) {
                boolean carried = value instanceof StackAddress address
                        ? outside.contains(address.slot())
                        : !value.rematerializable();
                if (carried && !made.containsKey(value)) used.add(value);
            }
        }
        return used;
    }

    /** What the loop computes and is used behind it, or goes along one of its exits. */
    static Set<Value> usedBehind(Graph graph, NaturalLoop loop) {
        Map<Value, Block> made = made(loop);
        Set<Value> used = new LinkedHashSet<>();
        for (Block block : graph.blocks()) {
            if (loop.body().contains(block)) continue;
            for (Value value : uses(block)) if (made.containsKey(value)) used.add(value);
        }
        for (Edge exit : loop.exits()) {
            for (Value value : exit.arguments()) if (made.containsKey(value)) used.add(value);
        }
        return used;
    }

    /** The slots that the loop writes to, or of which it passes an address on. */
    static Set<StackSlot> slotsWritten(NaturalLoop loop) {
        Set<StackSlot> written = new LinkedHashSet<>();
        for (Block block : loop.body()) {
            for (Instruction instruction : block.instructions()) {
                if (!(instruction instanceof Load)) addSlots(instruction.operands(), written);
            }
            for (Edge edge : block.terminator().edges()) addSlots(edge.arguments(), written);
        }
        return written;
    }

    /** The slots that something outside of the loop uses; only these can hold what one turn leaves to another. */
    static Set<StackSlot> slotsOutside(Graph graph, NaturalLoop loop) {
        Set<StackSlot> outside = new LinkedHashSet<>();
        for (Block block : graph.blocks()) if (!loop.body().contains(block)) addSlots(uses(block), outside);
        return outside;
    }

    /** The bytes of {@code slot} that are written on every way to the loop. */
    static BitSet writtenBefore(Graph graph, NaturalLoop loop, Dominators dominators, StackSlot slot) {
        BitSet written = new BitSet();
        for (Block block : graph.blocks()) {
            if (loop.body().contains(block) || !dominators.dominates(block, loop.header())) continue;
            for (Instruction instruction : block.instructions()) {
                if (!(instruction instanceof Store store) || !(store.base() instanceof StackAddress address)) continue;
                int first = address.offset() + store.offset();
                if (address.slot() == slot && first >= 0) written.set(first, first + store.size());
            }
        }
        return written;
    }

    private static void addSlots(List<Value> values, Set<StackSlot> slots) {
        for (Value value : values) if (value instanceof StackAddress address) slots.add(address.slot());
    }

    private static List<Value> uses(Block block) {
        List<Value> uses = new ArrayList<>();
        for (Instruction instruction : block.instructions()) uses.addAll(instruction.operands());
        for (Edge edge : block.terminator().edges()) uses.addAll(edge.arguments());
        return uses;
    }
}
