package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.keep.Succession;
import dev.skep.testkit.Skip;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of policies whose source is {@code pt_regs}. */
@Tag("kernel")
class RegisterPolicyTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void requireTheirNames() {
        Skip.unless(System.getProperty("os.arch").equals("amd64"), "no registers with these names");
    }

    private static List<ArgumentValue> data(PolicyEvent event) {
        return event.data().stream().map(Argument::value).toList();
    }

    @Test
    void ofAProcessThatCallsTheKernel() throws Exception {
        try (PolicyWatch watch = new PolicyWatch()) {
            watch.apply("""
                    kprobes:
                    - call: sys_chdir
                      syscall: true
                      data:
                      - { index: 0, type: string, source: pt_regs, resolve: rdi }
                      - { index: 1, type: uint16, source: pt_regs, resolve: ax }
                      selectors:
                      - matchData:
                        - index: 0
                          operator: Equal
                          values: [ "%s" ]
                    """.formatted(folder));
            Process other = Commands.python("import os\nos.chdir('/')");
            Process mover = Commands.python("import os\nos.chdir('" + folder + "')");
            // What the kernel has set the result to before the call is done: -ENOSYS.
            assertThat(data(watch.await(mover)))
                    .containsExactly(new ArgumentValue.Text(folder.toString()), new ArgumentValue.UInt32(0xffff & -38));
            assertThat(watch.of(other)).isEmpty();
        }
    }

    @Test
    void ofAFunctionOfAProgram() throws Exception {
        Path program = Commands.compile(folder, "called", """
                __attribute__((noinline)) int watched(unsigned long number, const char *text) {
                    __asm__ volatile("" ::: "memory");
                    return text[0] + number;
                }
                int main(int argc, char **argv) { return watched(0x1122334455667788, argv[1]) == 0; }
                """);
        try (PolicyWatch watch = new PolicyWatch()) {
            watch.apply("""
                    uprobes:
                    - path: %s
                      symbols: [ watched ]
                      data:
                      - { index: 0, type: uint64, source: pt_regs, resolve: rdi }
                      - { index: 1, type: uint32, source: pt_regs, resolve: edi }
                      - { index: 2, type: int16, source: pt_regs, resolve: di }
                      - { index: 3, type: uint8, source: pt_regs, resolve: dil }
                      - { index: 4, type: string, source: pt_regs, resolve: rsi }
                    """.formatted(program));
            Process caller = Commands.run(program.toString(), "said");
            assertThat(data(watch.await(caller)))
                    .containsExactly(
                            new ArgumentValue.UInt64(0x1122334455667788L),
                            new ArgumentValue.UInt32(0x55667788),
                            new ArgumentValue.Int32(0x7788),
                            new ArgumentValue.UInt32(0x88),
                            new ArgumentValue.Text("said"));
        }
    }

    @Test
    void ofAFunctionOfTheKernel() throws Exception {
        Skip.unless(new RunningKernel().kprobes(), "no kprobes");
        try (PolicyWatch watch = new PolicyWatch(Succession.none(), new NoTrampolines())) {
            watch.apply("""
                    kprobes:
                    - call: fd_install
                      syscall: false
                      data:
                      - { index: 0, type: int, source: pt_regs, resolve: edi }
                    """);
            Process opener = Commands.run("/bin/cat", "/dev/null");
            // The first file that it opens, behind standard input, output and errors.
            watch.await(event ->
                    event.process().pid() == opener.pid() && data(event).equals(List.of(new ArgumentValue.Int32(3))));
        }
    }

    @Test
    void areRefusedWhereNoneAre() {
        try (PolicyWatch watch = new PolicyWatch()) {
            assertThatThrownBy(() -> watch.apply("""
                            tracepoints:
                            - subsystem: sched
                              event: sched_process_exec
                              raw: true
                              args:
                              - { index: 0, type: uint64, source: pt_regs, resolve: rip }
                            """))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageContaining("test.yaml:11:7: spec.tracepoints[0].args[0]")
                    .hasMessageContaining("registers are not passed to programs at tp_btf sched_process_exec");
        }
    }
}
