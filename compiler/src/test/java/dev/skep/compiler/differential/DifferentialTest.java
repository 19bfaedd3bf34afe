package dev.skep.compiler.differential;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class DifferentialTest {
    private static final int RUNS = 2_000;

    static List<Class<?>> programs() {
        return Inputs.PROGRAMS;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void methodsGiveTheSameResultOnTheJvmAndInTheKernel(Class<?> methods) throws ReflectiveOperationException {
        Object program = Inputs.program(methods);
        try (Loaded<Object> loaded = Kernel.loadDetached(program)) {
            Comparison.of(program, loaded, RUNS);
        }
    }
}
