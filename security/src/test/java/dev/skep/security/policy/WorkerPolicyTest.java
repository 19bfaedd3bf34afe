package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.PolicyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions behind system calls, by name and by pattern, and what is done when their results are known. */
@Tag("kernel")
class WorkerPolicyTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    @Test
    void tellsOfDescriptorsThatAreCopiedInBothWays() throws Exception {
        watch.apply("""
                kprobes:
                - call: ksys_dup3
                  syscall: false
                  args:
                  - index: 0
                    type: int
                  - index: 1
                    type: int
                  - index: 2
                    type: int
                """);
        Process process =
                Commands.python("import os; os.dup2(1, 77); os.dup2(1, 78, inheritable=False); os.dup2(1, 79)");
        watch.await(event -> PolicyWatch.values(event).get(1).equals(new ArgumentValue.Int32(79)));
        int closedByExec = 0x80000;
        assertThat(watch.of(process))
                .extracting(PolicyWatch::values)
                .contains(values(1, 77, 0), values(1, 78, closedByExec), values(1, 79, 0));
    }

    private static List<ArgumentValue> values(int... numbers) {
        return Arrays.stream(numbers)
                .<ArgumentValue>mapToObj(ArgumentValue.Int32::new)
                .toList();
    }

    @Test
    void servesAPatternThatFunctionsOfTheStartMatch() throws Exception {
        watch.apply("""
                lists:
                - name: ksys
                  type: generated_ftrace
                  pattern: "^ksys_*"
                kprobes:
                - call: "list:ksys"
                  selectors:
                  - matchBinaries:
                    - operator: In
                      values: [ /usr/bin/sync ]
                """);
        PolicyEvent event = watch.await(Commands.run("/usr/bin/sync", "-f", "/proc/self"));
        assertThat(event.hook().toString()).contains("ksys_");
    }

    @Test
    void killsByAResultThatIsKnownAtOnce(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        watch.apply("""
                kprobes:
                - call: security_file_open
                  syscall: false
                  return: true
                  args:
                  - index: 0
                    type: file
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s" ]
                    matchReturnArgs:
                    - index: 0
                      operator: Equal
                      values: [ 0 ]
                    matchReturnActions:
                    - action: Sigkill
                """.formatted(file));
        Process reader = Commands.python("open('%s'); print('alive')".formatted(file));
        assertThat(reader.exitValue()).isEqualTo(128 + 9);
        assertThat(watch.await(reader).effect()).isEqualTo(Effect.KILLED_AFTER);
    }

    @Test
    void limitsTheRateOfRulesWithManyArguments() throws Exception {
        String rule = """
                - matchArgs:
                  - index: %d
                    operator: NotEqual
                    values: [ "0" ]
                  matchActions:
                  - action: Post
                    rateLimit: "1h"
                """;
        watch.apply("""
                kprobes:
                - call: security_capset
                  syscall: false
                  args:
                  - index: 1
                    type: cred
                  - index: 2
                    type: cap_effective
                  - index: 3
                    type: cap_inheritable
                  - index: 4
                    type: cap_permitted
                  selectors:
                """ + (rule.formatted(2) + rule.formatted(3) + rule.formatted(4)).indent(2));
        Process process = Commands.python("""
                import ctypes
                libc = ctypes.CDLL(None)
                header = (ctypes.c_uint32 * 2)(0x20080522, 0)
                data = (ctypes.c_uint32 * 6)()
                assert libc.capget(header, data) == 0
                assert libc.capset(header, data) == 0
                assert libc.capset(header, data) == 0
                data[0] &= ~1
                assert libc.capset(header, data) == 0
                """);
        assertThat(process.exitValue()).isZero();
        watch.await(event -> event.process().pid() == process.pid()
                && (((ArgumentValue.CapabilitySet) PolicyWatch.values(event).get(1)).bits() & 1) == 0);
        assertThat(watch.of(process)).hasSize(2);
    }
}
