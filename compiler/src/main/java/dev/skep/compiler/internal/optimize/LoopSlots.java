package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.List;

/** The stack of converted loops that never run at the same time: each takes the same slots again. */
final class LoopSlots {
    private static final int BYTES = 8;

    private final Graph graph;
    private final StackAddress counter;
    private final List<StackSlot> variables = new ArrayList<>();
    private int taken;

    LoopSlots(Graph graph) {
        this.graph = graph;
        counter = new StackAddress(graph.newSlot(BYTES, BYTES, "loop counter"), 0);
    }

    /** For the next loop. */
    LoopSlots again() {
        taken = 0;
        return this;
    }

    /** Where the iterator lies. */
    StackAddress counter() {
        return counter;
    }

    /** A slot that the loop has not taken yet. */
    StackSlot variable() {
        if (taken == variables.size()) variables.add(graph.newSlot(BYTES, BYTES, "loop variable"));
        return variables.get(taken++);
    }
}
