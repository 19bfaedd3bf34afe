package dev.skep.security.policy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A slice of what {@code ./skep test --fuzz-policies} does at length. */
@Tag("kernel")
class GeneratedPoliciesTest {
    private static final long SEED = 2_026;
    private static final int ROUNDS = 2;

    @Test
    void theKernelAndAnOracleAgree() throws IOException {
        assertThat(PolicyFuzz.run(ROUNDS, SEED, new Counted(), round -> {}))
                .as("seed %d", SEED)
                .isEmpty();
    }
}
