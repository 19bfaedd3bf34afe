package dev.skep.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.Damage;
import org.junit.jupiter.api.Test;

final class PrivilegesFuzzTest {
    private static final int ROUNDS = 50_000;
    private static final String STATUS =
            "Name:\tjava\nCapInh:\t0000000000000000\nCapEff:\t000001ffffffffff\nSeccomp:\t0\n";

    @Test
    void survivesDamagedStatusFiles() {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                Privileges.parse(Damage.of(STATUS, round)).missing();
            } catch (MalformedInputException expected) {
                assertThat(expected.offset()).as("round %d", round).isNotNegative();
            }
        }
    }
}
