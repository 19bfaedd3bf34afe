package dev.skep.compiler.differential;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class DifferentialTest {
    private static final int RUNS = 2_000;

    @ParameterizedTest
    @ValueSource(
            classes = {
                Arithmetic.class,
                ArrayMethods.class,
                ClassMethods.class,
                ControlFlowMethods.class,
                FunctionMethods.class,
                LambdaMethods.class,
                LibraryMethods.class,
                LoopMethods.class,
                ObjectMethods.class,
                PatternMethods.class,
                PrefixMethods.class,
                RecordMethods.class,
                SearchMethods.class,
                TableMethods.class
            })
    void methodsGiveTheSameResultOnTheJvmAndInTheKernel(Class<?> methods) throws ReflectiveOperationException {
        Object program = methods.getDeclaredConstructor().newInstance();
        try (Loaded<Object> loaded = Kernel.loadDetached(program)) {
            Comparison.of(program, loaded, RUNS);
        }
    }
}
