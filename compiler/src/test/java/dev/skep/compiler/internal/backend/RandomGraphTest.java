package dev.skep.compiler.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.VerifierException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Require;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.GraphInterpreter;
import dev.skep.compiler.internal.optimize.Pipeline;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random graphs, run by an interpreter on the JVM and, compiled, by the kernel: the results and all memory must agree.
 * The system property {@code skep.seeds} multiplies how many are tried.
 */
class RandomGraphTest {
    private static final int RUNS = 8;
    private static final int MOST_STEPS = 1_000_000;
    private static final int MORE = Integer.getInteger("skep.seeds", 1);

    @ParameterizedTest
    @CsvSource({"0, 1500, 12", "100000, 600, 60", "200000, 200, 300"})
    void meansTheSameAfterOptimisation(long firstSeed, int count, int statements) {
        for (long seed = firstSeed; seed < firstSeed + (long) count * MORE; seed++) {
            Graph optimised = RandomGraph.of(seed, statements);
            new Pipeline().run(optimised);
            for (int run = 0; run < RUNS; run++) {
                byte[] expected = context(seed, run);
                byte[] actual = expected.clone();
                int result = new GraphInterpreter(RandomGraph.of(seed, statements), expected, MOST_STEPS).run();
                assertThat(new GraphInterpreter(optimised, actual, MOST_STEPS).run())
                        .as("result of seed %d, run %d", seed, run)
                        .isEqualTo(result);
                assertThat(actual).as("memory of seed %d, run %d", seed, run).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @Tag("kernel")
    @CsvSource({
        "0, 700, 12, 4",
        "0, 700, 12, 3",
        "100000, 400, 60, 4",
        "100000, 400, 60, 3",
        "200000, 150, 300, 4",
        "200000, 150, 300, 3"
    })
    void runsInTheKernelAsItsGraphSays(long firstSeed, int count, int statements, int cpuVersion) {
        if (cpuVersion == 4) Require.feature(KernelFeature.CPU_V4);
        int loaded = 0;
        int all = count * MORE;
        for (long seed = firstSeed; seed < firstSeed + all; seed++) {
            CompiledCode code = Backend.compile(RandomGraph.of(seed, statements), new Target(cpuVersion));
            ProgramSpec spec = ProgramSpec.builder("random", ProgramType.SYSCALL)
                    .instructions(code.instructions())
                    .build();
            try (Program program = Program.load(spec)) {
                loaded++;
                compare(program, seed, statements);
            } catch (VerifierException refusal) {
                // Too many paths for the verifier is nobody's fault; everything else is the compiler's.
                assertThat(refusal.summary()).as("seed %d", seed).containsPattern("too (large|complex)");
            }
        }
        assertThat(loaded).as("programs that the verifier could follow").isGreaterThan(all * 9 / 10);
    }

    private static void compare(Program program, long seed, int statements) {
        Graph graph = RandomGraph.of(seed, statements);
        for (int run = 0; run < RUNS; run++) {
            byte[] expected = context(seed, run);
            TestRun.Result result = program.testRun(TestRun.ofContext(expected));
            int returned = new GraphInterpreter(graph, expected, MOST_STEPS).run();
            assertThat(result.returnValue())
                    .as("result of seed %d, run %d", seed, run)
                    .isEqualTo(returned);
            assertThat(result.contextOut())
                    .as("memory of seed %d, run %d", seed, run)
                    .isEqualTo(expected);
        }
    }

    /** Anything, little of anything among zeros or ones, and very small numbers. */
    private static byte[] context(long seed, int run) {
        SplittableRandom random = new SplittableRandom(seed * 31 + run);
        byte[] bytes = new byte[RandomGraph.CONTEXT];
        for (int i = 0; i < bytes.length; i++) {
            boolean any = random.nextInt(4) == 0;
            bytes[i] = switch (run % 4) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) (any ? random.nextInt() : 0);
                case 2 -> (byte) (any ? random.nextInt() : -1);
                default -> (byte) random.nextInt(3);
            };
        }
        return bytes;
    }
}
