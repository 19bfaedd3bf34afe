package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns loops into functions that the kernel's {@code bpf_loop} calls for every turn (since Linux 5.17), for kernels that have no number
 * iterator. Inner loops go first, so that what is left of them is a part of the outer loop's turn.
 *
 * <p>{@link CallbackLoop} says how one is converted, and {@link LoopObstacles} which cannot be.
 */
final class CallbackLoops {
    private final List<LongLoops.Converted> converted = new ArrayList<>();
    private final List<LongLoops.Left> left = new ArrayList<>();
    private final List<LongLoops.LoopFunction> functions = new ArrayList<>();

    private final LoopStates states = new LoopStates();

    private CallbackLoops() {}

    /** Converts what can be of {@code chosen}, which has outer loops before inner ones. */
    static CallbackLoops run(Graph graph, LoopDriver.CallbackHelper helper, List<LongLoops.LongLoop> chosen) {
        CallbackLoops loops = new CallbackLoops();
        for (LongLoops.LongLoop loop : chosen.reversed()) loops.convert(graph, helper, loop);
        loops.states.share(graph);
        for (LongLoops.LoopFunction function : loops.functions) loops.states.share(function.graph());
        return loops;
    }

    private void convert(Graph graph, LoopDriver.CallbackHelper helper, LongLoops.LongLoop chosen) {
        NaturalLoop loop = now(graph, chosen.loop().header());
        Addresses addresses = Addresses.of(graph);
        Optional<LoopObstacles.Obstacle> obstacle = new LoopObstacles(graph, loop, addresses).first();
        if (obstacle.isPresent()) {
            left.add(new LongLoops.Left(
                    chosen.position(), obstacle.get().reason(), obstacle.get().mend()));
            return;
        }
        converted.add(chosen.by(helper));
        OutOfTurns end = OutOfTurns.of(graph, loop);
        String name = graph.name() + "_line" + chosen.position().line();
        CallTarget.Function target = new CallTarget.Function(helper.numbers().getAsInt(), name);
        functions.add(
                new LongLoops.LoopFunction(target, new CallbackLoop(graph, loop, target).convert(chosen, end, states)));
        // What nothing uses behind the loop must not look like a use of its memory.
        DeadCode.run(graph);
    }

    /** The loop as it is after the conversion of others. */
    private static NaturalLoop now(Graph graph, Block header) {
        return NaturalLoop.of(graph, Dominators.of(graph)).stream()
                .filter(loop -> loop.header() == header)
                .findFirst()
                .orElseThrow();
    }

    List<LongLoops.Converted> converted() {
        return converted;
    }

    List<LongLoops.Left> left() {
        return left;
    }

    List<LongLoops.LoopFunction> functions() {
        return functions;
    }
}
