package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.Random;

/** Runs methods on the JVM and in the kernel with the same input. */
final class Comparison {
    private static final long SEED = 20_261_123;

    private Comparison() {}

    /** Asserts that every method of {@code program} gives the same result on both sides. */
    static void of(Object program, Loaded<?> loaded, int runs) throws ReflectiveOperationException {
        Random random = new Random(SEED);
        for (LoadedProgram inKernel : loaded.programs()) {
            Method onJvm = program.getClass().getDeclaredMethod(inKernel.name(), Input.class);
            for (int run = 0; run < runs; run++) {
                Input input = Inputs.random(random);
                byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
                Object expected = onJvm.invoke(program, input);
                int found =
                        inKernel.program().testRun(TestRun.ofContext(context)).returnValue();
                assertThat(found)
                        .as("%s(%s), seed %d", inKernel.name(), input, SEED)
                        .isEqualTo(expected);
            }
        }
    }
}
