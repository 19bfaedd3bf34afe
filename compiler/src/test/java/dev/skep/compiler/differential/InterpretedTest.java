package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.LoopSupport;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.internal.optimize.LongLoops.Scope;
import dev.skep.compiler.internal.optimize.LoopDriver;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link DifferentialTest} and its kin without the kernel, for both instruction sets that the compiler knows. */
class InterpretedTest {
    private static final int RUNS = 40;
    private static final int FEW_RUNS = 4;
    private static final long SEED = 20_261_126;
    private static final long MOST_STEPS = 20_000_000;
    private static final LoopSupport EVERY_LOOP =
            new LoopSupport(numbers -> Optional.of(new LoopDriver.CallbackHelper(numbers)), Scope.ALL);
    /** These take millions of instructions. */
    private static final Set<String> TOO_LONG = Set.of("million", "hundredThousand");

    static Stream<Arguments> programs() {
        return Stream.of(3, 4)
                .flatMap(version -> Inputs.PROGRAMS.stream().map(program -> Arguments.of(program, version)));
    }

    static List<Class<?>> loops() {
        return List.of(ArrayMethods.class, ControlFlowMethods.class, LoopMethods.class, TableMethods.class);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void methodsGiveTheSameResultOnTheJvmAndInTheInterpreter(Class<?> methods, int cpuVersion)
            throws ReflectiveOperationException {
        Object program = Inputs.program(methods);
        compare(program, ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(cpuVersion)), RUNS);
    }

    @Test
    void longLoopsGiveTheSameResult() throws ReflectiveOperationException {
        LongLoops program = new LongLoops();
        compare(program, ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4)), FEW_RUNS);
        compare(program, ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(3), EVERY_LOOP), FEW_RUNS);
    }

    @ParameterizedTest
    @MethodSource("loops")
    void loopsThatAreFunctionsGiveTheSameResult(Class<?> methods) throws ReflectiveOperationException {
        Object program = Inputs.program(methods);
        compare(program, ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(3), EVERY_LOOP), FEW_RUNS);
    }

    private static void compare(Object program, ProgramCompiler compiler, int runs)
            throws ReflectiveOperationException {
        Random random = new Random(SEED);
        for (ProgramCompiler.Output output : compiler.programs()) {
            String name = output.method().getName();
            if (TOO_LONG.contains(name)) continue;
            Executable code = Executable.of(output.code());
            Method onJvm = program.getClass().getDeclaredMethod(name, Input.class);
            for (int run = 0; run < runs; run++) {
                Input input = Inputs.random(random);
                byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
                Object expected = onJvm.invoke(program, input);
                AddressSpace memory = new AddressSpace();
                long address = memory.shared("context", context).address();
                Maps maps = new Maps(memory, code);
                Machine machine = new Machine(code, memory, maps, StandardHelpers.all(), MOST_STEPS);
                assertThat((int) machine.run(address))
                        .as("%s(%s), seed %d", name, input, SEED)
                        .isEqualTo(expected);
            }
        }
    }
}
