package dev.skep.bpf.map;

import static dev.skep.bpf.asm.Instructions.call;
import static dev.skep.bpf.asm.Instructions.exit;
import static dev.skep.bpf.asm.Instructions.mov64Imm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class ProgramArrayTest {

    private static final int TAIL_CALL = 12;

    private static int run(Program program) {
        return program.testRun(TestRun.ofData(new byte[64])).returnValue();
    }

    @Test
    void leadsTailCallsToItsPrograms() {
        try (var map = ProgramArray.of(2);
                var target = new Assembly().add(mov64Imm(0, 42), exit()).load("target", ProgramType.XDP);
                var caller = new Assembly()
                        .map(2, map)
                        .add(mov64Imm(3, 1), call(TAIL_CALL), mov64Imm(0, 7), exit())
                        .load("caller", ProgramType.XDP)) {
            assertThat(run(caller)).isEqualTo(7);
            map.set(1, target.fd());
            assertThat(run(caller)).isEqualTo(42);
            assertThat(map.clear(1)).isTrue();
            assertThat(map.clear(1)).isFalse();
            assertThat(run(caller)).isEqualTo(7);
        }
    }

    @Test
    void staysWithinItsBounds() {
        try (var map = ProgramArray.of(2)) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> map.set(2, 0));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> map.tailCall(Pair.of(0, 0), 0));
        }
    }
}
