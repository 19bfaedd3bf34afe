package dev.skep.compiler.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphInterpreter;
import dev.skep.compiler.internal.optimize.Pipeline;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Few of {@link RandomGraphTest}'s graphs: optimisation keeps what they mean, and code stays as short as it was. */
class RandomGraphSizeTest {
    private static final int GRAPHS = 40;
    private static final int MOST_STEPS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"300000, 12, 3, 2393", "300000, 12, 4, 2092", "310000, 60, 3, 3126", "310000, 60, 4, 2770"})
    void randomGraphsNeedNoMoreInstructionsThanBefore(long firstSeed, int statements, int cpuVersion, int before) {
        int instructions = 0;
        for (long seed = firstSeed; seed < firstSeed + GRAPHS; seed++) {
            instructions += Backend.compile(RandomGraph.of(seed, statements), new Target(cpuVersion))
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
            byte[] expected = new byte[RandomGraph.CONTEXT];
            SplittableRandom random = new SplittableRandom(seed);
            random.nextBytes(expected);
            byte[] actual = expected.clone();
            int result = new GraphInterpreter(RandomGraph.of(seed, statements), expected, MOST_STEPS).run();
            assertThat(new GraphInterpreter(optimised, actual, MOST_STEPS).run())
                    .as("result of seed %d", seed)
                    .isEqualTo(result);
            assertThat(actual).as("memory of seed %d", seed).isEqualTo(expected);
        }
    }
}
