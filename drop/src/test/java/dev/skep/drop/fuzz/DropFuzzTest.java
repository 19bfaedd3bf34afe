package dev.skep.drop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A slice of what {@code ./skep test --fuzz-drop} does at length. */
@Tag("kernel")
class DropFuzzTest {
    private static final long SEED = 2_026;
    private static final int PACKETS = 30_000;

    @Test
    void theKernelTheJvmAndAnOracleAgree() {
        assertThat(DropFuzz.run(PACKETS, SEED, done -> {})).as("seed %d", SEED).isEmpty();
    }
}
