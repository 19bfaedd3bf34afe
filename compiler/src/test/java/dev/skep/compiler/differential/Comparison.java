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
        Flyweight<Input> inputs = Flyweight.of(Input.class);
        for (LoadedProgram inKernel : loaded.programs()) {
            Method onJvm = program.getClass().getDeclaredMethod(inKernel.name(), Input.class);
            for (int run = 0; run < runs; run++) {
                Input input = random(inputs, random);
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
