package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ActionPolicyTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    /** A process that asks for priorities of a number that nobody has: one call for each of these. */
    private static Process asks(int... numbers) throws Exception {
        String list = String.join(
                ", ", IntStream.of(numbers).mapToObj(String::valueOf).toList());
        return Commands.python("""
                import os
                for n in (%s,):
                    try: os.getpriority(os.PRIO_PROCESS, n)
                    except OSError: pass
                """.formatted(list));
    }

    private static String policy(String selector) {
        return """
                kprobes:
                - call: sys_getpriority
                  syscall: true
                  args:
                  - index: 0
                    type: int
                  - index: 1
                    type: int
                  selectors:
                """ + selector.indent(2);
    }

    private List<Integer> told(Process process) {
        watch.await(event -> event.process().pid() == process.pid() && number(event) == 999_999);
        return watch.of(process).stream().map(ActionPolicyTest::number).toList();
    }

    private static int number(PolicyEvent event) {
        return ((ArgumentValue.Int32) PolicyWatch.values(event).get(1)).value();
    }

    @Test
    void holdsBackWhatIsLikeWhatWasSent() throws Exception {
        watch.apply(policy("""
                - matchArgs:
                  - index: 1
                    operator: GT
                    values: [ 900000 ]
                  matchActions:
                  - action: Post
                    rateLimit: "1h"
                    rateLimitScope: process
                """));
        Process process = asks(900_001, 900_001, 900_002, 900_001, 900_002, 999_999);
        assertThat(told(process)).containsExactly(900_001, 900_002, 999_999);
        Process another = asks(900_001, 999_999);
        assertThat(told(another)).containsExactly(900_001, 999_999);
    }

    @Test
    void holdsBackTooWhereAnotherPolicyWaitsForTheResult() throws Exception {
        watch.apply(List.of(PolicyWatch.policy("limited", policy("""
                - matchArgs:
                  - index: 1
                    operator: GT
                    values: [ 900000 ]
                  matchActions:
                  - action: Post
                    rateLimit: "1h"
                """)), PolicyWatch.policy("waiting", """
                kprobes:
                - call: sys_getpriority
                  syscall: true
                  return: true
                  args:
                  - { index: 0, type: int }
                  - { index: 1, type: int }
                  returnArg: { index: 0, type: int }
                """)));
        Process process = asks(900_001, 900_001, 900_001, 999_999);
        watch.await(event -> event.process().pid() == process.pid()
                && event.policy().name().equals("waiting")
                && number(event) == 999_999);
        assertThat(watch.of(process).stream()
                        .filter(event -> event.policy().name().equals("limited"))
                        .map(ActionPolicyTest::number))
                .containsExactly(900_001, 999_999);
    }

    private static final String WAITING = """
            kprobes:
            - call: sys_getpriority
              syscall: true
              return: true
              args:
              - { index: 0, type: int }
              - { index: 1, type: int }
              returnArg: { index: 0, type: int }
              selectors:
            """;

    @Test
    void holdsBackWhatIsLikeWhatWasSentAtTheReturn() throws Exception {
        watch.apply(WAITING + """
                - matchArgs:
                  - { index: 1, operator: GT, values: [ 900000 ] }
                  matchReturnActions:
                  - action: Post
                    rateLimit: "1h"
                """.indent(2));
        assertThat(told(asks(900_001, 900_001, 900_002, 900_001, 999_999))).containsExactly(900_001, 900_002, 999_999);
    }

    @Test
    void saysWhatWasDoneAtTheEntryThoughAnotherPolicyMayActAtTheReturn() throws Exception {
        watch.apply(List.of(
                PolicyWatch.policy("signals", WAITING + """
                - matchArgs:
                  - { index: 1, operator: GT, values: [ 900000 ] }
                  matchActions:
                  - { action: Signal, argSig: 28 }
                """.indent(2)),
                PolicyWatch.policy("never", WAITING + """
                - matchArgs:
                  - { index: 1, operator: GT, values: [ 900000 ] }
                  matchReturnArgs:
                  - { index: 0, operator: Equal, values: [ 12345 ] }
                  matchReturnActions:
                  - { action: Signal, argSig: 28 }
                """.indent(2))));
        Process process = asks(999_999);
        assertThat(watch.await(process).effect()).isEqualTo(Effect.SIGNALLED);
    }

    @Test
    void saysThatWhoIsKilledAtTheReturnIsKilledAfter(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("in"), "abc");
        Path copy = folder.resolve("out");
        watch.apply("""
                kprobes:
                - call: sys_copy_file_range
                  syscall: true
                  return: true
                  args:
                  - { index: 2, type: fd }
                  returnArg: { index: 0, type: int }
                  selectors:
                  - matchArgs:
                    - { index: 2, operator: Equal, values: [ "%s" ] }
                    matchReturnActions:
                    - action: Sigkill
                """.formatted(copy));
        Process process = Commands.python(
                "import os; os.copy_file_range(os.open('%s', 0), os.open('%s', 0o102), 3)".formatted(file, copy));
        assertThat(watch.await(process).effect()).isEqualTo(Effect.KILLED_AFTER);
        assertThat(copy).hasContent("abc");
    }

    @Test
    void tellsTheStacks() throws Exception {
        watch.apply(policy("""
                - matchArgs:
                  - index: 1
                    operator: Equal
                    values: [ 999999 ]
                  matchActions:
                  - action: Post
                    kernelStackTrace: true
                    userStackTrace: true
                """));
        PolicyEvent event = watch.await(asks(999_999));
        assertThat(event.kernelStack()).allMatch(address -> address < 0);
        // Linux 6.1 tells of system calls with the registers of the process, from which it finds no stack of its own.
        boolean told = !System.getProperty("os.version").startsWith("6.1.");
        assertThat(event.kernelStack().isEmpty()).isNotEqualTo(told);
        assertThat(event.userStack()).isNotEmpty().allMatch(address -> address > 0);
        assertThat(number(event)).isEqualTo(999_999);
    }

    @Test
    void sendsSignals() throws Exception {
        watch.apply(policy("""
                - matchArgs:
                  - index: 1
                    operator: Equal
                    values: [ 999999 ]
                  matchActions:
                  - action: Signal
                    argSig: 15
                """));
        Process process = asks(5, 999_999, 6);
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        PolicyEvent event = watch.await(process);
        assertThat(event.action()).isEqualTo(ActionKind.SIGNAL);
        assertThat(event.effect()).isEqualTo(Effect.SIGNALLED);
    }

    @Test
    void killsAlsoWhereAnotherSignalFollows() throws Exception {
        watch.apply(policy("""
                - matchArgs:
                  - index: 1
                    operator: Equal
                    values: [ 999999 ]
                  matchActions:
                  - action: Sigkill
                  - action: Signal
                    argSig: 23
                """));
        Process process = asks(999_999);
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        assertThat(watch.await(process).effect()).isEqualTo(Effect.KILLED_AFTER);
    }

    @Test
    void onlyTellsInTheModeThatMonitors() throws Exception {
        ActivePolicy policy = PolicyWatch.policy("test", policy("""
                - matchArgs:
                  - index: 1
                    operator: Equal
                    values: [ 999999 ]
                  matchActions:
                  - action: Sigkill
                """));
        watch.apply(List.of(new ActivePolicy(policy.policy(), PolicyMode.MONITOR, true)));
        Process process = asks(999_999);
        assertThat(process.exitValue()).isZero();
        PolicyEvent event = watch.await(process);
        assertThat(event.action()).isEqualTo(ActionKind.SIGKILL);
        assertThat(event.effect()).isEqualTo(Effect.OBSERVED);
    }

    @Test
    void countsWhatWasDoneApartFromWhatWouldHaveBeen() throws Exception {
        ActivePolicy policy = PolicyWatch.policy("test", policy("""
                - matchArgs:
                  - index: 1
                    operator: Equal
                    values: [ 999999 ]
                  matchActions:
                  - action: Signal
                    argSig: 15
                """));
        watch.apply(List.of(policy));
        watch.await(asks(999_999));
        watch.apply(List.of(new ActivePolicy(policy.policy(), PolicyMode.MONITOR, true)));
        watch.await(asks(999_999));
        watch.await(asks(999_999));
        ActionCounters actions = watch.policies()
                .figures(PolicyName.ofHost("test"))
                .orElseThrow()
                .actions();
        assertThat(actions.signal()).isEqualTo(1);
        assertThat(actions.monitorSignal()).isEqualTo(2);
        assertThat(actions.post()).isEqualTo(3);
    }

    @Test
    void killsWhereTheEnforcerCannotReplaceResults() throws Exception {
        watch.apply("""
                lists:
                - name: calls
                  type: syscalls
                  values: [ sys_getpriority ]
                enforcers:
                - calls: [ "list:calls" ]
                tracepoints:
                - subsystem: raw_syscalls
                  event: sys_enter
                  args:
                  - index: 4
                    type: syscall64
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: InMap
                      values: [ "list:calls" ]
                    matchBinaries:
                    - operator: Postfix
                      values: [ "/python3", "/python3.11", "/python3.12", "/python3.13" ]
                    matchActions:
                    - action: NotifyEnforcer
                      argError: -1
                      argSig: 9
                """);
        Process process = asks(1);
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        PolicyEvent event = watch.await(process);
        assertThat(PolicyWatch.values(event)).containsExactly(new ArgumentValue.SyscallId(140, "x64"));
    }

    @Test
    void calculates() throws Exception {
        watch.apply(policy("""
                - matchArgs:
                  - operator: CelExpr
                    values: [ "arg1 > int32(100) && (arg1 - arg0 == int32(150) || arg1 + int32(1) >= int32(1000000))" ]
                """));
        assertThat(told(asks(99, 149, 150, 151, 999_998, 999_999))).containsExactly(150, 999_999);
    }

    @Test
    void findsPartsOfTexts() throws Exception {
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: SubString
                    values: [ "needle", "sewing" ]
                - matchArgs:
                  - index: 0
                    operator: SubStringIgnCase
                    values: [ "PIN@[`{" ]
                """);
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", """
                import os
                for n in ("/hay", "/hay/needl", "/hay/needle", "needle/x", "/Needle", "/sewing", "/x/pIn@[`{y", "/pin@[`[", "/needle"):
                    try: os.chdir(n)
                    except OSError: pass
                """).start();
        watch.await(event -> PolicyWatch.values(event).contains(new ArgumentValue.Text("/needle")));
        assertThat(watch.of(process).stream()
                        .map(event -> PolicyWatch.values(event).getFirst()))
                .extracting(value -> ((ArgumentValue.Text) value).value())
                .containsExactly("/hay/needle", "needle/x", "/sewing", "/x/pIn@[`{y", "/needle");
    }

    @Test
    void refusesWhatTheHookCannotDo() {
        assertThatThrownBy(() -> watch.apply(policy("""
                - matchActions:
                  - action: Override
                    argError: -1
                """)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("test.yaml:")
                .hasMessageContaining("cannot be replaced in this kernel");
    }
}
