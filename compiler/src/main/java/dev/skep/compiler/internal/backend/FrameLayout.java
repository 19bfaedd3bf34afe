package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each stack slot lies below the frame pointer. Slots that no instruction names take no room. */
final class FrameLayout {
    private final Map<StackSlot, Integer> offsets = new HashMap<>();
    private int bytes;

    private FrameLayout() {}

    /**
     * Places the slots, those of the strictest alignment first, so that no room is lost between.
     *
     * @throws StackLimitException if they do not fit
     */
    static FrameLayout of(MachineFunction function) {
        Set<StackSlot> used = new LinkedHashSet<>();
        for (MachineBlock block : function.blocks()) {
            for (MachineInstruction instruction : block.code) {
                StackSlot slot = instruction.slot;
                if (slot != null) used.add(slot);
            }
        }
        List<StackSlot> slots = new ArrayList<>(used);
        slots.sort(Comparator.comparingInt(StackSlot::alignment).reversed().thenComparingInt(StackSlot::id));
        FrameLayout layout = new FrameLayout();
        for (StackSlot slot : slots) {
            int end = layout.bytes + slot.size();
            layout.bytes = end + slot.alignment() - 1 & -slot.alignment();
            layout.offsets.put(slot, -layout.bytes);
        }
        if (layout.bytes > StackLimitException.LIMIT) {
            slots.sort(Comparator.comparingInt(StackSlot::size).reversed());
            throw new StackLimitException(slots, layout.bytes);
        }
        return layout;
    }

    /** The slot's first byte, counted from the frame pointer. */
    int offset(StackSlot slot) {
        Integer offset = offsets.get(slot);
        if (offset == null) throw new IllegalStateException(slot + " has no place");
        return offset;
    }

    /** All bytes used. */
    int bytes() {
        return bytes;
    }
}
