package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the compiler says of a wrong program. */
public final class Refusals {
    private Refusals() {}

    /** {@code program} is refused with exactly this reason and mend, at a line of the class that it was written in. */
    public static void refuses(Object program, String reason, String mend) {
        Class<?> written = program.getClass();
        while (written.getEnclosingClass() != null) written = written.getEnclosingClass();
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith(written.getSimpleName() + ".java:")
                .hasMessageContaining(": error: " + reason + "\n")
                .hasMessageEndingWith("\n  mend: " + mend);
    }
}
