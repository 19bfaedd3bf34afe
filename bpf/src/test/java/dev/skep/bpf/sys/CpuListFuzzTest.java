package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.Damage;
import org.junit.jupiter.api.Test;

final class CpuListFuzzTest {
    private static final int ROUNDS = 50_000;

    @Test
    void survivesDamagedLists() {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                assertThat(CpuList.parse(Damage.of("0-3,5,7-127,1023\n", round), "list"))
                        .as("round %d", round)
                        .isNotEmpty();
            } catch (MalformedInputException expected) {
                assertThat(expected.input()).isEqualTo("list");
            }
        }
    }
}
