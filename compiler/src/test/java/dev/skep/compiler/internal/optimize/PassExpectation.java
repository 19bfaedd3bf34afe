package dev.skep.compiler.internal.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphText;
import java.util.function.Function;

/** What a pass makes of a graph, both as text. */
final class PassExpectation {
    private PassExpectation() {}

    /** Asserts that {@code pass} turns {@code before} into {@code after} and reports whether it changed anything. */
    static void expect(Function<Graph, Boolean> pass, String before, String after) {
        Graph graph = GraphText.parse(before);
        String original = GraphText.print(graph);
        boolean changed = pass.apply(graph);
        assertThat(GraphText.print(graph)).isEqualTo(after);
        assertThat(changed).isEqualTo(!original.equals(after));
    }
}
