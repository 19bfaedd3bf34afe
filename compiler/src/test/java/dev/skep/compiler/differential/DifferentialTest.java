package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class DifferentialTest {
    private static final int RUNS = 2_000;
    private static final long SEED = 20_261_123;

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
        Random random = new Random(SEED);
        Flyweight<Input> inputs = Flyweight.of(Input.class);
        try (Loaded<Object> loaded = Kernel.loadDetached(program)) {
            for (LoadedProgram inKernel : loaded.programs()) {
                Method onJvm = methods.getDeclaredMethod(inKernel.name(), Input.class);
                for (int run = 0; run < RUNS; run++) {
                    Input input = random(inputs, random);
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

    private static Input random(Flyweight<Input> inputs, Random random) {
        Input input = inputs.allocate();
        input.a(number(random));
        input.b(number(random));
        input.c((int) number(random));
        input.d((int) number(random));
        input.e(random.nextInt(256));
        input.f((byte) random.nextInt());
        input.g((short) number(random));
        input.h(random.nextInt(65_536));
        return input;
    }

    /** Small numbers, the borders of int and long, and anything. */
    private static long number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(16) - 8;
            case 1 -> Integer.MIN_VALUE + random.nextInt(3) - 1L;
            case 2 -> Long.MIN_VALUE + random.nextInt(3);
            case 3 -> random.nextInt();
            case 4 -> Integer.MAX_VALUE + (long) random.nextInt(3);
            default -> random.nextLong();
        };
    }
}
