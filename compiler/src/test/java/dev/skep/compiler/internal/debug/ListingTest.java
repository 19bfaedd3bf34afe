package dev.skep.compiler.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.backend.Backend;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.ir.GraphText;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.optimize.Pipeline;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final String PROGRAM = """
            b0:
              v0 = context
              v1:32 = load.u16 [v0+0]
              v2 = byte_swap.16 v1
              return v2
            """;

    @Test
    void printsInstructionsBelowTheirJavaLines() {
        CompiledCode code = Backend.compile(GraphText.parse(PROGRAM), new Target(4));
        SourceText sources = new SourceText(
                getClass().getClassLoader(), Map.of("Test.java", "class Test {\n\n    int port = h.port();\n"));
        assertThat(Listing.of(code, sources)).isEqualTo("""
                        ; Test.java:3  int port = h.port();
                            0: r0 = *(u16 *)(r1 +0)
                        ; Test.java:4
                            1: r0 = be16 r0
                        ; Test.java:5
                            2: exit
                        """);
    }

    @Test
    void printsTheGraphAsThePassesLeftIt() {
        Pipeline pipeline = new Pipeline(true);
        CompiledCode code = Backend.compile(
                GraphText.parse(PROGRAM.replace("return v2", "v3 = add.32 v2, #0\n  return v3")),
                new Target(4),
                pipeline);
        assertThat(Listing.of(pipeline.steps(), code, new SourceText(getClass().getClassLoader())))
                .contains("== input\n", "v3 = add.32 v2, #0", "== simplification\n", "return v2 ")
                .contains("== instructions: 3, stack: 0 bytes, values on the stack: 0\n");
    }

    @Test
    void findsTheTextOfALineBesideTheClass() {
        SourcePosition position =
                new SourcePosition("dev.skep.compiler.internal.debug.Nowhere", "run", "Nowhere.java", 1, null);
        assertThat(new SourceText(getClass().getClassLoader()).line(position)).isEmpty();
        SourceText given = new SourceText(getClass().getClassLoader(), Map.of("Nowhere.java", "  first();\nsecond();"));
        assertThat(given.line(position)).isEqualTo("first();");
    }

    @Test
    void writesTheChainOfInlinedCalls() {
        SourcePosition outer = new SourcePosition("app.Filter", "enter", "Filter.java", 20, null);
        SourcePosition inner = new SourcePosition("app.Port", "of", "Port.java", 7, outer);
        assertThat(ErrorText.of(inner, "no", "yes", new SourceText(getClass().getClassLoader())))
                .isEqualTo("""
                        Port.java:7: error: no
                          inlined at app.Filter.enter(Filter.java:20)
                          mend: yes""");
    }
}
