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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every loop that the kernel can drive it drives, however short: as a function which bpf_loop calls, or by the best way that it has. */
@Tag("kernel")
@ParameterizedClass
@MethodSource("drivers")
class DrivenLoopsTest {
    private static final int RUNS = 300;
    private static final int LONG_RUNS = 12;

    private final LoopSupport everyLoop;

    DrivenLoopsTest(LoopSupport everyLoop) {
        this.everyLoop = everyLoop;
    }

    static List<Named<LoopSupport>> drivers() {
        return List.of(
                Named.of(
                        "bpf_loop",
                        new LoopSupport(numbers -> Optional.of(new LoopDriver.CallbackHelper(numbers)), Scope.ALL)),
                Named.of(
                        "the best", new LoopSupport(LoopSupport.of(Btf::vmlinux).driver(), Scope.ALL)));
    }

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
        return method.compiled().notes().stream().anyMatch(note -> note.contains(" driven by "));
    }

    private void compare(Object program, int runs) throws ReflectiveOperationException {
        ProgramCompiler compiled = ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(3), everyLoop);
        try (Loaded<Object> loaded = Loader.load(program, compiled, false)) {
            assertThat(loaded.programs()).as("loops are driven").anyMatch(DrivenLoopsTest::isDriven);
            Comparison.of(program, loaded, runs);
        }
    }
}
