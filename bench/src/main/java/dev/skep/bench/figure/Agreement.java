package dev.skep.bench.figure;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs both programs of a pair on the same input, for a comparison of different programs is worth nothing. */
final class Agreement {
    private static final int RUNS = 500;
    private static final long SEED = 42;
    private static final int NUMBERS_BYTES = 32;

    private Agreement() {}

    /**
     * Compares what can be run without its hook.
     *
     * @return the number of inputs
     * @throws IllegalStateException if two results differ
     */
    static int check(Settings settings) {
        return check(settings, ProgramPair.packets(), random -> TestRun.ofData(Packets.random(random)))
                + check(settings, ProgramPair.headers(), random -> TestRun.ofData(Packets.ofAnyType(random)))
                + check(settings, ProgramPair.arithmetic(), random -> TestRun.ofContext(numbers(random)))
                + check(settings, ProgramPair.calculations(), random -> TestRun.ofContext(numbers(random)));
    }

    private static int check(Settings settings, ProgramPair pair, Function<RandomGenerator, TestRun> input) {
        int runs = 0;
        try (Loaded<Object> loaded = Kernel.loadDetached(pair.java())) {
            for (LoadedProgram java : loaded.programs()) {
                try (Program c = pair.clang(settings).load(java.name(), settings.pins())) {
                    compare(java, c, input);
                    runs += RUNS;
                }
            }
        }
        return runs;
    }

    private static void compare(LoadedProgram java, Program c, Function<RandomGenerator, TestRun> input) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < RUNS; i++) {
            TestRun run = input.apply(random);
            int ours = java.program().testRun(run).returnValue();
            int theirs = c.testRun(run).returnValue();
            if (ours != theirs) {
                throw new IllegalStateException(java.name() + " returns " + ours + " from Java and " + theirs
                        + " from C for input number " + i);
            }
        }
    }

    /** A struct of the numbers that the arithmetic programs take; the interesting ones are near the limits. */
    private static byte[] numbers(RandomGenerator random) {
        ByteBuffer buffer = ByteBuffer.allocate(NUMBERS_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(number(random)).putLong(number(random));
        buffer.putInt((int) number(random)).putInt((int) number(random)).putLong(number(random));
        return buffer.array();
    }

    private static long number(RandomGenerator random) {
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
