package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class DifferentialTest {
    private static final int RUNS = 2_000;
    private static final long SEED = 20_261_123;

    static List<Class<?>> programs() {
        return Inputs.PROGRAMS;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void methodsGiveTheSameResultOnTheJvmAndInTheKernel(Class<?> methods) throws ReflectiveOperationException {
        Object program = Inputs.program(methods);
        Random random = new Random(SEED);
        try (Loaded<Object> loaded = Kernel.loadDetached(program)) {
            for (LoadedProgram inKernel : loaded.programs()) {
                Method onJvm = methods.getDeclaredMethod(inKernel.name(), Input.class);
                for (int run = 0; run < RUNS; run++) {
                    Input input = Inputs.random(random);
                    byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
                    Object expected = onJvm.invoke(program, input);
                    int found = inKernel.program()
                            .testRun(TestRun.ofContext(context))
                            .returnValue();
                    assertThat(found)
                            .as("%s(%s), seed %d", inKernel.name(), input, SEED)
                            .isEqualTo(expected);
                }
            }
        }
    }
}
