package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link DifferentialTest} without the kernel, for both instruction sets that the compiler knows. */
class InterpretedTest {
    private static final int RUNS = 40;
    private static final long SEED = 20_261_126;
    private static final long MOST_STEPS = 1_000_000;

    static Stream<Arguments> programs() {
        return Stream.of(3, 4)
                .flatMap(version -> Inputs.PROGRAMS.stream().map(program -> Arguments.of(program, version)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void methodsGiveTheSameResultOnTheJvmAndInTheInterpreter(Class<?> methods, int cpuVersion)
            throws ReflectiveOperationException {
        Object program = Inputs.program(methods);
        Random random = new Random(SEED);
        ProgramCompiler compiler = ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(cpuVersion));
        for (ProgramCompiler.Output output : compiler.programs()) {
            Executable code = Executable.of(output.code());
            Method onJvm = methods.getDeclaredMethod(output.method().getName(), Input.class);
            for (int run = 0; run < RUNS; run++) {
                Input input = Inputs.random(random);
                byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
                Object expected = onJvm.invoke(program, input);
                AddressSpace memory = new AddressSpace();
                long address = memory.shared("context", context).address();
                Maps maps = new Maps(memory, code);
                Machine machine = new Machine(code, memory, maps, StandardHelpers.all(), MOST_STEPS);
                assertThat((int) machine.run(address))
                        .as("%s(%s), seed %d", output.method().getName(), input, SEED)
                        .isEqualTo(expected);
            }
        }
    }
}
