package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the passes in order, and can keep the listing after each pass that changed something. */
public final class Pipeline {
    /**
     * The graph after a pass.
     *
     * @param pass name of the pass
     * @param listing {@link Graph#toString()} then
     */
    public record Step(String pass, String listing) {}

    /** Each round opens ways for the next, but hardly ever for a fourth. */
    private static final int MOST_ROUNDS = 2;

    /** Which loops the kernel is to drive, and how. */
    private record Driven(Supplier<Optional<LoopDriver>> driver, LongLoops.Scope scope) {}

    private final boolean recording;
    private @Nullable Driven driven;
    private LongLoops.Result loops = LongLoops.Result.NOTHING;
    private final List<Step> steps = new ArrayList<>();

    /** A pipeline that keeps no listings. */
    public Pipeline() {
        this(false);
    }

    /** A pipeline that keeps the listing after each pass that changed something if {@code recording}. */
    public Pipeline(boolean recording) {
        this.recording = recording;
    }

    /**
     * Has long loops driven by the kernel.
     *
     * @param driver asked for when there is such a loop; nothing where the kernel has none
     * @param scope which loops
     * @return this
     */
    public Pipeline convertLoops(Supplier<Optional<LoopDriver>> driver, LongLoops.Scope scope) {
        driven = new Driven(driver, scope);
        return this;
    }

    /** What the last run made of long loops. */
    public LongLoops.Result loops() {
        return loops;
    }

    /** The listings kept, the first before all passes. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Optimises {@code graph} in place. */
    public void run(Graph graph) {
        record("input", graph);
        // The evaluator begins a block wherever a method begins or ends: what follows has a third of them to walk.
        pass("block merging", BlockMerging.run(graph), graph);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean changed = tidy(graph);
            changed |= pass("jump threading", JumpThreading.run(graph), graph);
            changed |= pass("unreachable blocks", UnreachableBlocks.run(graph), graph);
            changed |= pass("block merging", BlockMerging.run(graph), graph);
            changed |= pass("common subexpressions", CommonSubexpressions.run(graph), graph);
            changed |= pass("load extension", LoadExtension.run(graph), graph);
            if (!changed) break;
        }
        pass("dead stores", DeadStores.run(graph), graph);
        tidy(graph);
        if (driven == null) return;
        loops = LongLoops.run(graph, driven.driver(), driven.scope());
        if (!loops.functions().isEmpty()) BlockMerging.run(graph);
        pass("long loops", !loops.converted().isEmpty(), graph);
    }

    /** Only the passes that tidy up after a change that adds no control flow. */
    public void cleanUp(Graph graph) {
        pass("lowering", true, graph);
        tidy(graph);
        pass("common subexpressions", CommonSubexpressions.run(graph), graph);
    }

    private boolean tidy(Graph graph) {
        boolean changed = pass("unreachable blocks", UnreachableBlocks.run(graph), graph);
        changed |= pass("redundant parameters", RedundantParameters.run(graph), graph);
        changed |= pass("simplification", Simplification.run(graph), graph);
        changed |= pass("unreachable blocks", UnreachableBlocks.run(graph), graph);
        changed |= pass("dead code", DeadCode.run(graph), graph);
        return changed;
    }

    private boolean pass(String name, boolean changed, Graph graph) {
        if (changed) record(name, graph);
        return changed;
    }

    private void record(String name, Graph graph) {
        if (recording) steps.add(new Step(name, graph.toString()));
    }
}
