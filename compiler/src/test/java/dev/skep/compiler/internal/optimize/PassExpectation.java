package dev.skep.compiler.internal.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphText;

/** What passes make of a graph, both as text. */
final class PassExpectation {
    private PassExpectation() {}

    /** The method of a pass. */
    interface Pass {
        boolean run(Graph graph);
    }

    /** Passes that run one after the other. */
    static Pass inOrder(Pass... passes) {
        return graph -> {
            boolean changed = false;
            for (Pass pass : passes) {
                changed |= pass.run(graph);
            }
            return changed;
        };
    }

    /** Asserts that {@code pass} turns {@code before} into {@code after} and reports whether it changed anything. */
    static void expect(Pass pass, String before, String after) {
        Graph graph = GraphText.parse(before);
        String original = GraphText.print(graph);
        boolean changed = pass.run(graph);
        assertThat(GraphText.print(graph)).isEqualTo(after);
        assertThat(changed).isEqualTo(!original.equals(after));
    }
}
