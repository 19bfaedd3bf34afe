package dev.skep.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel that Skep supports takes every program whose instructions are counted. */
@Tag("kernel")
@Tag("quick")
class ProgramsLoadTest {
    @ParameterizedTest
    @MethodSource("dev.skep.bench.figure.ProgramPair#all")
    void theKernelTakesIt(ProgramPair pair) {
        try (Loaded<Object> loaded = Kernel.loadDetached(pair.java())) {
            assertThat(loaded.programs()).isNotEmpty();
        }
    }
}
