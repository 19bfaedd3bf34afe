package dev.skep.compiler.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphInterpreter;
import dev.skep.compiler.internal.optimize.Pipeline;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Few of {@link RandomGraphTest}'s graphs, without the kernel: what is made of them means the same, and stays as short as it was. */
class RandomGraphSizeTest {
    private static final int GRAPHS = 40;
    private static final int MOST_STEPS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"300000, 12, 3, 2393", "300000, 12, 4, 2092", "310000, 60, 3, 3126", "310000, 60, 4, 2770"})
    void randomGraphsNeedNoMoreInstructionsThanBefore(long firstSeed, int statements, int cpuVersion, int before) {
        int instructions = 0;
        for (long seed = firstSeed; seed < firstSeed + GRAPHS; seed++) {
            instructions += Backend.compile(RandomGraph.of(seed, statements), new Target(cpuVersion, true))
                    .length();
        }
        assertThat(instructions).isLessThanOrEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"300000, 12", "310000, 60"})
    void randomGraphsMeanTheSameAfterOptimisation(long firstSeed, int statements) {
        for (long seed = firstSeed; seed < firstSeed + GRAPHS; seed++) {
            Graph optimised = RandomGraph.of(seed, statements);
            new Pipeline().run(optimised);
            byte[] expected = context(seed);
            byte[] actual = expected.clone();
            int result = new GraphInterpreter(RandomGraph.of(seed, statements), expected, MOST_STEPS).run();
            assertThat(new GraphInterpreter(optimised, actual, MOST_STEPS).run())
                    .as("result of seed %d", seed)
                    .isEqualTo(result);
            assertThat(actual).as("memory of seed %d", seed).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"300000, 12, 3", "300000, 12, 4", "310000, 60, 3", "310000, 60, 4", "320000, 300, 4"})
    void randomGraphsRunInTheInterpreterAsTheySay(long firstSeed, int statements, int cpuVersion) {
        for (long seed = firstSeed; seed < firstSeed + GRAPHS; seed++) {
            Executable code =
                    Executable.of(Backend.compile(RandomGraph.of(seed, statements), new Target(cpuVersion, true)));
            byte[] expected = context(seed);
            byte[] actual = expected.clone();
            int result = new GraphInterpreter(RandomGraph.of(seed, statements), expected, MOST_STEPS).run();
            AddressSpace memory = new AddressSpace();
            long address = memory.shared("context", actual).address();
            Machine machine = new Machine(code, memory, new Maps(memory, code), StandardHelpers.all(), MOST_STEPS);
            assertThat((int) machine.run(address)).as("result of seed %d", seed).isEqualTo(result);
            assertThat(actual).as("memory of seed %d", seed).isEqualTo(expected);
        }
    }

    private static byte[] context(long seed) {
        byte[] bytes = new byte[RandomGraph.CONTEXT];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
