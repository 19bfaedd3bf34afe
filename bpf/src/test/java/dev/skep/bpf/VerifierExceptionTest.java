package dev.skep.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The logs are real ones of Linux 6.18. */
final class VerifierExceptionTest {
    @Test
    void summaryIsTheLastLineThatSaysSomething() {
        VerifierException failure = new VerifierException(
                "program drop",
                13,
                List.of(
                        "0: R1=ctx() R10=fp0",
                        "0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx() R2_w=pkt(r=0)",
                        "1: (71) r0 = *(u8 *)(r2 +0)",
                        "invalid access to packet, off=0 size=1, R2(id=0,off=0,r=0)",
                        "R2 offset is outside of the packet",
                        "processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0",
                        ""));
        assertThat(failure.summary()).isEqualTo("R2 offset is outside of the packet");
        assertThat(failure).hasMessage("load program drop: EACCES: R2 offset is outside of the packet");
        assertThat(failure.log()).hasSize(7);
        assertThat(failure.is(Errno.EACCES)).isTrue();
    }

    @Test
    void summaryAddsTheInstructionToAnUnreadableRegister() {
        VerifierException failure = new VerifierException(
                "program drop",
                13,
                List.of(
                        "0: R1=ctx() R10=fp0",
                        "0: (79) r0 = *(u64 *)(r0 +0)",
                        "R0 !read_ok",
                        "processed 1 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0"));
        assertThat(failure.summary()).isEqualTo("0: (79) r0 = *(u64 *)(r0 +0): R0 !read_ok");
    }

    @Test
    void withoutALogTheErrnoSpeaks() {
        assertThat(new VerifierException("program drop", 7, List.of()).summary())
                .isEqualTo("the program is too long or too complex (a million visited instructions)");
        assertThat(new VerifierException("program drop", 4, List.of("", "processed 0 insns")).summary())
                .isEqualTo("refused without a verifier log");
    }
}
