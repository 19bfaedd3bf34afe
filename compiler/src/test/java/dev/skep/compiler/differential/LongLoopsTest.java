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
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LongLoopsTest {
    private static final int RUNS = 12;

    @Test
    void loopsOfAnyLengthGiveTheSameResultOnTheJvmAndInTheKernel() throws ReflectiveOperationException {
        LongLoops program = new LongLoops();
        Random random = new Random(11);
        Flyweight<Input> inputs = Flyweight.of(Input.class);
        try (Loaded<LongLoops> loaded = Kernel.loadDetached(program)) {
            for (LoadedProgram inKernel : loaded.programs()) {
                Method onJvm = LongLoops.class.getDeclaredMethod(inKernel.name(), Input.class);
                for (int run = 0; run < RUNS; run++) {
                    Input input = inputs.allocate();
                    input.a(random.nextLong());
                    input.b(random.nextLong());
                    input.c(random.nextInt());
                    input.d(random.nextInt());
                    input.e(random.nextInt(256));
                    input.h(run == 0 ? 0 : random.nextInt(65_536));
                    byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
                    Object expected = onJvm.invoke(program, input);
                    assertThat(inKernel.program()
                                    .testRun(TestRun.ofContext(context))
                                    .returnValue())
                            .as("%s(%s)", inKernel.name(), input)
                            .isEqualTo(expected);
                }
            }
        }
    }
}
