package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.optimize.Pipeline;

/** Turns a graph into a program: optimises it, selects instructions, allocates registers, arranges blocks, encodes. */
public final class Backend {
    private Backend() {}

    /**
     * Compiles {@code graph}, which is changed on the way.
     *
     * @throws StackLimitException if stack slots and values without register need more than 512 bytes
     */
    public static CompiledCode compile(Graph graph, Target target) {
        return compile(graph, target, new Pipeline());
    }

    /** As {@link #compile(Graph, Target)}, with a pipeline that may keep listings of what its passes did. */
    public static CompiledCode compile(Graph graph, Target target, Pipeline pipeline) {
        pipeline.run(graph);
        if (Lowering.run(graph, target)) {
            pipeline.cleanUp(graph);
            // Simplification takes the pairs of shifts for the sign extensions that they were.
            Lowering.run(graph, target);
        }
        MachineFunction function = InstructionSelection.select(graph);
        function.keepReachable();
        Loops.of(function);
        RegisterAllocation.run(function, target);
        SpillSlots.share(function);
        BlockTidying.run(function);
        if (Hoisting.run(function)) BlockTidying.run(function);
        BlockOrder.run(function);
        LongJumps.run(function, target);
        return Emission.emit(function, FrameLayout.of(function), target);
    }
}
