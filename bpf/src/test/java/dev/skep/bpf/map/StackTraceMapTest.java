package dev.skep.bpf.map;

import static dev.skep.bpf.asm.Instructions.call;
import static dev.skep.bpf.asm.Instructions.exit;
import static dev.skep.bpf.asm.Instructions.mov64Imm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class StackTraceMapTest {

    private static final int GET_STACK_ID = 27;

    @Test
    void keepsTheFramesOfAProgramsCaller() {
        try (var map = StackTraceMap.of(16);
                var program = new Assembly()
                        .map(2, map)
                        .add(mov64Imm(3, 0), call(GET_STACK_ID), exit())
                        .load("stack", ProgramType.RAW_TRACEPOINT)) {
            int id = program.testRun(TestRun.ofContext(new byte[8])).returnValue();

            assertThat(id).isNotNegative();
            assertThat(map.frames(id)).hasSizeBetween(2, 127).doesNotContain(0);
            assertThat(map.remove(id)).isTrue();
            assertThat(map.frames(id)).isEmpty();
            assertThat(map.remove(id)).isFalse();
        }
    }

    @Test
    void refusesDepthsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> StackTraceMap.of(16, 0));
    }
}
