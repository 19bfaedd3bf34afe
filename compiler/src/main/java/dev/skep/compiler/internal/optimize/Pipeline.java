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

    /** Which loops become iterator loops. */
    private record LongLoops(Supplier<Optional<IteratorLoops.Functions>> functions, boolean unbounded) {}

    private final boolean recording;
    private @Nullable LongLoops longLoops;
    private IteratorLoops.Result loops = IteratorLoops.Result.NOTHING;
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
     * Has long loops driven by the kernel's iterator.
     *
     * @param functions asked for when there is such a loop; nothing where the kernel has none
     * @param unbounded whether loops count as long, too, of which nothing tells how often they go round
     * @return this
     */
    public Pipeline convertLoops(Supplier<Optional<IteratorLoops.Functions>> functions, boolean unbounded) {
        longLoops = new LongLoops(functions, unbounded);
        return this;
    }

    /** What the last run made of long loops. */
    public IteratorLoops.Result loops() {
        return loops;
    }

    /** The listings kept, the first before all passes. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Optimises {@code graph} in place. */
    public void run(Graph graph) {
        record("input", graph);
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
        if (longLoops == null) return;
        loops = IteratorLoops.run(graph, longLoops.functions(), longLoops.unbounded());
        pass("iterator loops", !loops.converted().isEmpty(), graph);
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
