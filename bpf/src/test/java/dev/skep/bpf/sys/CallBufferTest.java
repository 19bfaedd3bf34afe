package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

final class CallBufferTest {
    @Test
    void isZeroedAndLittleEndian() {
        CallBuffer buffer = CallBuffer.allocate(16).u32(4, 0x01020304);
        assertThat(buffer.copy(0, 12)).containsExactly(0, 0, 0, 0, 4, 3, 2, 1, 0, 0, 0, 0);
        assertThat(buffer.u32(4)).isEqualTo(0x01020304);
        assertThat(buffer.u64(0)).isEqualTo(0x01020304L << 32);
    }

    @Test
    void cutsAndCleansNames() {
        CallBuffer buffer = CallBuffer.allocate(16);
        buffer.name(0, "on exec/exit.long_name");
        assertThat(buffer.string(0)).isEqualTo("on_exec_exit.lo");
    }

    @Test
    void pointersLeadToTheirTargets() {
        CallBuffer target = CallBuffer.of("skep");
        CallBuffer buffer = CallBuffer.allocate(8).pointer(0, target);
        assertThat(buffer.u64(0)).isEqualTo(target.address());
        assertThat(target.segment().address()).isEqualTo(target.address());
        assertThat(target.segment().get(ValueLayout.JAVA_BYTE, 4)).isZero();
    }

    @Test
    void readsAStringThatLacksItsEnd() {
        assertThat(CallBuffer.of(new byte[] {'a', 'b'}).string(0)).isEqualTo("ab");
    }

    @Test
    void copiesWords() {
        assertThat(CallBuffer.of(new long[] {1, -2}).u64(8)).isEqualTo(-2);
    }
}
