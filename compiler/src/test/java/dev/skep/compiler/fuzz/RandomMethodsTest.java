package dev.skep.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.Require;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sample of what {@code ./skep test --fuzz} does: the same seeds in each run, so that a build fails for a change alone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomMethodsTest {
    private static final int METHODS = 500;
    private static final int INPUTS = 10;
    private static final double MOST_REFUSED_PERCENT = 2;
    private static final long INTERPRETED = 1_000_000;
    private static final long LOADED = 2_000_000;

    @Test
    void doTheSameOnTheJvmAndInTheInterpreter() {
        run(false, INTERPRETED);
    }

    @Test
    @Tag("kernel")
    void doTheSameInTheKernel() {
        Require.feature(KernelFeature.CPU_V4);
        run(true, LOADED);
    }

    private static void run(boolean kernel, long seed) {
        Campaign campaign = new Campaign(kernel, INPUTS, System.out::println);
        assertThat(campaign.run(seed, METHODS)).isEmpty();
        assertThat(campaign.refusedPercent())
                .as("refused: %s", campaign.refusals())
                .isLessThan(MOST_REFUSED_PERCENT);
    }
}
