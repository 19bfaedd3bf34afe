package dev.skep.compiler.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.backend.Backend;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.ir.GraphText;
import dev.skep.testkit.Damage;
import org.junit.jupiter.api.Test;

/** However the log looks, there is an explanation. */
class VerifierLogFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final int EACCES = 13;
    private static final String LOG = """
            0: R1=ctx() R10=fp0
            ; ip = packet.at(14, Ip.class)  @ Drop.java:12
            0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx() R2_w=pkt(r=0)
            1: (61) r3 = *(u32 *)(r1 +4)          ; R1=ctx() R3_w=pkt_end()
            2: (2d) if r2 > r3 goto pc+2
            from 2 to 5: frame1: R1=ctx() R2=pkt(r=0)
            5: (85) call bpf_map_lookup_elem#1
            6: (71) r0 = *(u8 *)(r0 +40)
            invalid access to packet, off=40 size=1, R0(id=0,off=40,r=34)
            R0 offset is outside of the packet
            infinite loop detected at insn 3
            Unreleased reference id=2 alloc_insn=5
            verification time 42 usec
            stack depth 16+0
            processed 7 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
            """;

    @Test
    void explainsDamagedLogs() {
        CompiledCode code = Backend.compile(GraphText.parse("""
                b0:
                  return #1
                """), new Target(4));
        for (int round = 0; round < ROUNDS; round++) {
            VerifierRefusal refusal =
                    VerifierLog.explain(Damage.of(LOG, round).lines().toList(), EACCES, code);
            assertThat(refusal.reason()).as("round %d", round).isNotEmpty();
        }
    }
}
