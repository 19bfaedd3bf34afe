package dev.skep.compiler.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.program.ProgramType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each test is a program that the running kernel refuses; the line is that of the graph's text. */
@Tag("kernel")
class VerifierLogTest {
    private static final String LICENSE = "Dual BSD/GPL";

    private static void expect(ProgramType type, int line, String reason, String program) {
        VerifierRefusal refusal = RefusedPrograms.refuse(type, LICENSE, program);
        assertThat(refusal.reason()).as(refusal.lastLines().toString()).contains(reason);
        assertThat(refusal.mend()).isNotEmpty();
        String text = refusal.text("refused", new SourceText(VerifierLogTest.class.getClassLoader()));
        assertThat(text).startsWith("Test.java:" + line + ": error: ");
    }

    @Test
    void explainsAPacketThatMayBeTooShort() {
        expect(ProgramType.XDP, 4, "the packet may end before the 2 bytes", """
                b0:
                  v0 = context
                  v1 = load.u32 [v0+0]
                  v2:32 = load.u16 [v1+12]
                  return v2
                """);
    }

    @Test
    void explainsAMapValueThatMayBeNull() {
        expect(ProgramType.SYSCALL, 7, "may be null here", """
                slot 4 4
                b0:
                  v0 = context
                  v9:32 = load.u32 [v0+0]
                  store.32 [&slot0+0], v9
                  v1 = call helper1(#777L, &slot0)
                  v2 = load.u64 [v1+0]
                  return v2
                """);
    }

    @Test
    void explainsAnIndexWithoutUpperBound() {
        expect(ProgramType.SYSCALL, 9, "the index may be anything here", """
                slot 4 4
                b0:
                  v0 = context
                  store.32 [&slot0+0], #0
                  v1 = call helper1(#777L, &slot0)
                  v2 = load.u64 [v0+0]
                  branch.64 v1 equal #0L -> b2 else b1
                b1:
                  v3 = add.64 v1, v2
                  v4:32 = load.u8 [v3+0]
                  return v4
                b2:
                  return #0
                """);
    }

    @Test
    void explainsAnAccessBehindTheEndOfAValue() {
        expect(ProgramType.SYSCALL, 8, "8 bytes at byte 8 of a value of 8 bytes", """
                slot 4 4
                b0:
                  v0 = context
                  store.32 [&slot0+0], #0
                  v1 = call helper1(#777L, &slot0)
                  branch.64 v1 equal #0L -> b2 else b1
                b1:
                  v4 = load.u64 [v1+8]
                  return v4
                b2:
                  return #0
                """);
    }

    @Test
    void explainsANumberUsedAsAnAddress() {
        expect(ProgramType.SYSCALL, 4, "a plain number is used as an address", """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2 = load.u64 [v1+0]
                  return v2
                """);
    }

    @Test
    void explainsAFieldThatTheContextDoesNotHave() {
        expect(ProgramType.XDP, 3, "no such field in its context", """
                b0:
                  v0 = context
                  v1 = load.u32 [v0+400]
                  return v1
                """);
    }

    @Test
    void explainsALoopWithoutProgress() {
        expect(ProgramType.SYSCALL, 6, "does not come closer to its end", """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  jump b1
                b1:
                  branch.64 v1 equal #0L -> b2 else b1
                b2:
                  return #0
                """);
    }

    @Test
    void explainsALoopThatRunsTooOften() {
        expect(ProgramType.SYSCALL, 7, "a loop runs too often", """
                b0:
                  v0 = context
                  jump b1[#0L]
                b1[v1]:
                  v2 = add.64 v1, #1L
                  v3 = load.u64 [v0+0]
                  branch.64 v3 equal v2 -> b3 else b2
                b2:
                  branch.64 v2 equal #100000L -> b3 else b1[v2]
                b3:
                  return #0
                """);
    }

    @Test
    void explainsAHelperThatTheHookMayNotCall() {
        expect(ProgramType.XDP, 5, "this kind of hook may not call bpf_d_path#147", """
                slot 8 8
                b0:
                  v0 = context
                  store.64 [&slot0+0], #0L
                  v1 = call helper147(v0, &slot0, #8L)
                  return #2
                """);
    }

    @Test
    void explainsAHelperThatNeedsTheLicence() {
        VerifierRefusal refusal = RefusedPrograms.refuse(ProgramType.SYSCALL, "proprietary", """
                slot 16 8
                b0:
                  v0 = context
                  store.64 [&slot0+0], #0L
                  v1 = call helper113(&slot0, #8, v0)
                  return #0
                """);
        assertThat(refusal.reason()).contains("licence compatible with the GPL");
        assertThat(refusal.text("refused", new SourceText(VerifierLogTest.class.getClassLoader())))
                .startsWith("Test.java:5: error: ");
    }

    @Test
    void keepsTheKernelsOwnWords() {
        VerifierRefusal refusal = RefusedPrograms.refuse(ProgramType.SYSCALL, LICENSE, """
                b0:
                  v0 = context
                  v1 = load.u64 [v0+0]
                  v2 = load.u64 [v1+0]
                  return v2
                """);
        assertThat(refusal.text("refused", new SourceText(VerifierLogTest.class.getClassLoader())))
                .isEqualTo("""
                        Test.java:4: error: a plain number is used as an address here
                          mend: read through the kernel's typed pointers; a number that is an address is read with a \
                        probe-read helper
                          verifier: R1 invalid mem access 'scalar'""");
    }
}
