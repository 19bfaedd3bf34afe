package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.Loader;
import dev.skep.compiler.internal.load.LoopSupport;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.internal.optimize.LongLoops.Scope;
import dev.skep.compiler.internal.optimize.LoopDriver;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every loop that can be a function which bpf_loop calls is one, as on kernels without number iterators. */
@Tag("kernel")
class CallbackLoopsTest {
    private static final int RUNS = 300;
    private static final int LONG_RUNS = 12;
    private static final LoopSupport EVERY_LOOP =
            new LoopSupport(numbers -> Optional.of(new LoopDriver.CallbackHelper(numbers)), Scope.ALL);

    @ParameterizedTest
    @ValueSource(
            classes = {
                ArrayMethods.class,
                ControlFlowMethods.class,
                FunctionMethods.class,
                LibraryMethods.class,
                LoopMethods.class,
                ObjectMethods.class,
                RecordMethods.class,
                TableMethods.class
            })
    void methodsGiveTheSameResultOnTheJvmAndInTheKernel(Class<?> methods) throws ReflectiveOperationException {
        compare(methods.getDeclaredConstructor().newInstance(), RUNS);
    }

    @Test
    void loopsOfAnyLengthGiveTheSameResult() throws ReflectiveOperationException {
        compare(new LongLoops(), LONG_RUNS);
    }

    private static boolean isDriven(LoadedProgram method) {
        return method.compiled().notes().stream().anyMatch(note -> note.endsWith("driven by bpf_loop"));
    }

    private static void compare(Object program, int runs) throws ReflectiveOperationException {
        ProgramCompiler compiled = ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(3), EVERY_LOOP);
        try (Loaded<Object> loaded = Loader.load(program, compiled, false)) {
            assertThat(loaded.programs()).as("loops are driven by bpf_loop").anyMatch(CallbackLoopsTest::isDriven);
            Comparison.of(program, loaded, runs);
        }
    }
}
