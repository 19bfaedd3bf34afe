package dev.skep.compiler.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.internal.backend.Backend;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.ir.GraphText;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** However the log looks, there is an explanation. */
class VerifierLogFuzzTest implements FuzzTarget {
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

    private final CompiledCode code = Backend.compile(GraphText.parse("""
            b0:
              return #1
            """), new Target(4));

    @Override
    public List<byte[]> seeds() {
        return List.of(LOG.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of(
                "R1 ", " !read_ok", "invalid access to", "insn ", "from ", "; ", "At: ", "Reason: ", "Suggestion:");
    }

    @Override
    public void read(byte[] input) {
        List<String> log = new String(input, StandardCharsets.UTF_8).lines().toList();
        assertThat(VerifierLog.explain(log, EACCES, code).reason()).isNotEmpty();
    }
}
