package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/** Runs the passes in order, and can keep the listing after each pass that changed something. */
public final class Pipeline {
    /**
     * The graph after a pass.
     *
     * @param pass name of the pass
     * @param listing {@link Graph#toString()} then
     */
    public record Step(String pass, String listing) {}

    private final boolean recording;
    private final List<Step> steps = new ArrayList<>();

    /** A pipeline that keeps no listings. */
    public Pipeline() {
        this(false);
    }

    /** A pipeline that keeps the listing after each pass that changed something if {@code recording}. */
    public Pipeline(boolean recording) {
        this.recording = recording;
    }

    /** The listings kept, the first before all passes. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Optimises {@code graph} in place. */
    public void run(Graph graph) {}

    /** Only the passes that tidy up after others. */
    public void cleanUp(Graph graph) {}
}
