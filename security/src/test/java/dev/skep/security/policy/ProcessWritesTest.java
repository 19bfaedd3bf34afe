package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.testkit.Skip;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What policies write into a process that a probe is in: {@code Set} and {@code Override} at uprobes. */
@Tag("kernel")
class ProcessWritesTest {
    /** The notes are written as sys/sdt.h of systemtap writes them. The exit status tells what became of what. */
    private static final String SOURCE = """
            #define PROBE(name, arguments, ...) __asm__ volatile( \\
                "990: nop\\n" \\
                ".pushsection .note.stapsdt,\\"\\",\\"note\\"\\n" \\
                ".balign 4\\n" \\
                ".4byte 992f-991f, 994f-993f, 3\\n" \\
                "991: .asciz \\"stapsdt\\"\\n" \\
                "992: .balign 4\\n" \\
                "993: .8byte 990b, 0, 0\\n" \\
                ".asciz \\"sample\\", \\"" name "\\", \\"" arguments "\\"\\n" \\
                "994: .balign 4\\n" \\
                ".popsection\\n" : : __VA_ARGS__)

            __attribute__((noinline, noipa)) int first(int number) { return number + 1; }
            __attribute__((noinline, noipa)) int second(int number) { return number + 2; }

            int main(int argc, char **argv) {
                volatile int number = 5;
                volatile char small = 3;
                if (argc > 2) {
                    PROBE("number", "-4@%[x] -4@%[n] 1@%[s]", [x] "r"(7), [n] "m"(number), [s] "m"(small));
                    return number + small;
                }
                return first(argc * 10);
            }
            """;

    @TempDir
    Path folder;

    private PolicyWatch watch;
    private Path program;

    @BeforeEach
    void begin() throws Exception {
        watch = new PolicyWatch();
        program = Commands.compile(folder, "written", SOURCE);
    }

    @AfterEach
    void end() {
        watch.close();
    }

    /** What the program exits with. */
    private int run(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = program.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command).start().waitFor();
    }

    private String set(int position, long value) {
        return """
                usdts:
                - path: %s
                  provider: sample
                  name: number
                  args:
                  - { index: 2, type: uint8 }
                  - { index: 1, type: int32 }
                  - { index: 0, type: int32 }
                  selectors:
                  - matchActions:
                    - { action: Post }
                    - { action: Set, argIndex: %d, argValue: %d }
                """.formatted(program, position, value);
    }

    private String override(String more) {
        return """
                uprobes:
                - path: %s
                  symbols: [ first ]
                  args: [ { index: 0, type: int32 } ]
                  selectors:
                  - matchActions:
                    - { action: Override, %s }
                """.formatted(program, more);
    }

    private static void require(KernelFeature feature) {
        Skip.unless(
                KernelFeatures.of(feature).isSupported(),
                KernelFeatures.of(feature).reason());
    }

    @Test
    void setWritesAnArgumentByItsPlaceInThePolicy() throws Exception {
        require(KernelFeature.WRITE_USER);
        assertThat(run("a", "b")).isEqualTo(8);
        watch.apply(set(1, 32));
        assertThat(run("a", "b")).isEqualTo(35);
        PolicyEvent event = watch.await(told -> told.effect() != Effect.OBSERVED);
        assertThat(event.effect()).isEqualTo(Effect.CHANGED);
        assertThat(event.action()).isEqualTo(ActionKind.SET);
        watch.apply(set(0, 200));
        assertThat(run("a", "b")).as("one byte").isEqualTo(205);
        watch.apply(List.of());
        assertThat(run("a", "b")).isEqualTo(8);
    }

    @Test
    void setOnlyTellsWhereThePolicyMonitors() throws Exception {
        require(KernelFeature.WRITE_USER);
        watch.apply(List.of(
                new ActivePolicy(PolicyWatch.policy("test", set(1, 32)).policy(), PolicyMode.MONITOR, true)));
        assertThat(run("a", "b")).isEqualTo(8);
        assertThat(watch.await(told -> true).effect()).isEqualTo(Effect.OBSERVED);
    }

    @Test
    void setIsRefusedByAKernelThatIsLockedDown() {
        Skip.unless(
                !KernelFeatures.of(KernelFeature.WRITE_USER).isSupported(), "this kernel lets programs write memory");
        assertThatThrownBy(() -> watch.apply(set(1, 32)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("test.yaml:17:")
                .hasMessageContaining("spec.usdts[0].selectors[0].matchActions[1]")
                .hasMessageContaining("locked down");
    }

    @Test
    void setIsRefusedForWhatLiesInARegisterOrIsTooSmall() {
        assertThatThrownBy(() -> watch.apply(set(2, 1)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("lies in no memory");
        assertThatThrownBy(() -> watch.apply(set(0, 256)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("has 1 byte, which 256 does not fit into");
    }

    @Test
    void overrideReturnsFromAFunctionAtOnce() throws Exception {
        require(KernelFeature.WRITE_REGISTERS);
        assertThat(run()).isEqualTo(11);
        watch.apply(override("argError: 77"));
        assertThat(run()).isEqualTo(77);
        assertThat(watch.await(told -> true).effect()).isEqualTo(Effect.DENIED);
    }

    @Test
    void overrideGoesOnInAnotherFunction() throws Exception {
        require(KernelFeature.WRITE_REGISTERS);
        watch.apply(override("argNewSymbol: second"));
        assertThat(run()).isEqualTo(12);
        assertThat(watch.await(told -> true).effect()).isEqualTo(Effect.CHANGED);
    }

    @Test
    void overrideWritesRegistersOneAfterTheOther() throws Exception {
        require(KernelFeature.WRITE_REGISTERS);
        watch.apply(override("argRegs: [ \"edi=40\", \"rdi=3%edi\" ]"));
        assertThat(run()).isEqualTo(44);
        watch.apply(override("argRegs: [ \"rax=0x1122\", \"al=9\", \"rcx=%rsp\", \"rip=(%rcx)\", \"rsp=8%rcx\" ]"));
        assertThat(run()).isEqualTo(9);
    }

    @Test
    void overrideLeavesAllRegistersWhereMemoryCannotBeRead() throws Exception {
        require(KernelFeature.WRITE_REGISTERS);
        watch.apply(override("argRegs: [ \"rdi=40\", \"rax=0\", \"rip=(%rax)\" ]"));
        assertThat(run()).isEqualTo(11);
        assertThat(watch.await(told -> true).effect()).isEqualTo(Effect.FAILED);
    }

    @Test
    void overrideIsRefusedByKernelsThatCannotAndWhereTheReturnIsWatched() {
        String watched = override("argError: 77").replace("  symbols:", "  return: true\n  symbols:");
        if (KernelFeatures.of(KernelFeature.WRITE_REGISTERS).isSupported()) {
            assertThatThrownBy(() -> watch.apply(
                            watched.replace("  symbols:", "  returnArg: { index: 0, type: int }\n  symbols:")))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining("leave return and returnArg out");
        } else {
            assertThatThrownBy(() -> watch.apply(override("argError: 77")))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining("test.yaml:12:")
                    .hasMessageContaining("this kernel lets no program write the registers of a process");
        }
    }

    @Test
    void registersAreNotWrittenWhereAnotherPolicyWaitsForTheReturn() {
        require(KernelFeature.WRITE_REGISTERS);
        ActivePolicy waiting = PolicyWatch.policy("waiting", """
                uprobes:
                - path: %s
                  symbols: [ first ]
                  return: true
                  returnArg: { index: 0, type: int }
                """.formatted(program));
        assertThatThrownBy(() -> watch.apply(List.of(waiting, PolicyWatch.policy("test", override("argError: 77")))))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("test.yaml:")
                .hasMessageContaining("whose return another policy or hook waits for");
    }
}
