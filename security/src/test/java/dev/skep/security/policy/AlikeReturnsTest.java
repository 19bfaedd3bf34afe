package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hooks whose rules are alike, and wait for returns. */
@Tag("kernel")
class AlikeReturnsTest {
    private static final List<String> CALLS = List.of("lseek", "dup2", "fchmod", "ftruncate", "setpgid", "read");

    private static final ActivePolicy LAST = PolicyWatch.policy("last", """
            kprobes:
            - call: sys_close
              syscall: true
              args: [ { index: 0, type: int } ]
              selectors: [ { matchArgs: [ { index: 0, operator: Equal, values: [ "4949" ] } ] } ]
            """);

    /** The descriptor of something to read, which policies know it by. */
    private static final String BEGIN = """
            import ctypes, os, threading
            libc = ctypes.CDLL(None)
            os.dup2(0, 747)
            """;

    private static final String END = """
            libc.close(4949)
            """;

    @AutoClose
    private final PolicyWatch watch = watch();

    PolicyWatch watch() {
        return new PolicyWatch();
    }

    private static ActivePolicy policy(String name, List<String> calls) {
        return PolicyWatch.policy(
                name,
                calls.stream().map(call -> """
                - call: sys_%s
                  syscall: true
                  return: true
                  args: [ { index: 0, type: int }, { index: 1, type: int } ]
                  returnArg: { index: 0, type: int }
                  selectors: [ { matchArgs: [ { index: 0, operator: Equal, values: [ "747" ] } ] } ]
                """.formatted(call)).collect(Collectors.joining("", "kprobes:\n", "")));
    }

    private static Process start(String code) throws IOException {
        return new ProcessBuilder("/usr/bin/python3", "-c", BEGIN + code + END)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void write(Process reader, String text) throws IOException {
        reader.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        reader.getOutputStream().flush();
    }

    /** Waits until a process waits in a read(2) of so many bytes. */
    private static void awaitReading(Process reader, int bytes) {
        Path call = Path.of("/proc/" + reader.pid() + "/syscall");
        String wanted = "[0-9]+ 0x2eb [^ ]+ 0x%x .*".formatted(bytes);
        await().until(() -> Files.readString(call).strip().matches(wanted));
    }

    private List<PolicyEvent> told(Process caller) {
        watch.await(event ->
                event.process().pid() == caller.pid() && event.policy().name().equals("last"));
        return watch.of(caller).stream()
                .filter(event -> !event.policy().name().equals("last"))
                .toList();
    }

    private static String text(PolicyEvent event) {
        return event.policy().name() + " " + call(event) + " " + result(event);
    }

    private static String call(PolicyEvent event) {
        return ((HookName.Kprobe) event.hook()).function().substring("__x64_sys_".length());
    }

    private static int result(PolicyEvent event) {
        return number(event.result().map(Argument::value));
    }

    private static int number(Optional<ArgumentValue> value) {
        return ((ArgumentValue.Int32) value.orElseThrow()).value();
    }

    @Test
    void tellEachOfItselfAndOfItsOwnResult() throws Exception {
        watch.apply(List.of(policy("one", CALLS), policy("two", CALLS), LAST));
        Process caller = start("""
                libc.lseek(747, 0, 0)
                libc.dup2(747, 800)
                libc.fchmod(747, 0o600)
                libc.ftruncate(747, 5)
                libc.setpgid(747, 0)
                os.read(747, 100)
                """);
        write(caller, "abc");
        assertThat(told(caller).stream().map(AlikeReturnsTest::text))
                .containsExactly(
                        "one lseek -29",
                        "two lseek -29",
                        "one dup2 800",
                        "two dup2 800",
                        "one fchmod 0",
                        "two fchmod 0",
                        "one ftruncate -22",
                        "two ftruncate -22",
                        "one setpgid -3",
                        "two setpgid -3",
                        "one read 3",
                        "two read 3");
    }

    @Test
    void countEachByItself() throws Exception {
        ActivePolicy one = policy("one", CALLS);
        watch.apply(List.of(one, LAST));
        told(start("""
                for times, name in enumerate(("lseek", "dup2", "fchmod", "ftruncate", "setpgid")):
                    for _ in range(times): getattr(libc, name)(747, 800)
                """));
        assertThat(watch.policies().figures(one.policy().name()).orElseThrow().hooks())
                .extracting(hook -> hook.selectors().getFirst().actions().post())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 0L);
    }

    @Test
    void needLittleMoreMemoryThanOneOfThem() {
        ActivePolicy one = policy("one", CALLS.subList(0, 1));
        watch.apply(List.of(one));
        long alone = bytes(one);
        ActivePolicy all = policy("all", CALLS);
        watch.apply(List.of(all));
        assertThat(bytes(all)).isPositive().isLessThan(alone * CALLS.size() * 3 / 4);
    }

    private long bytes(ActivePolicy policy) {
        return watch.policies().figures(policy.policy().name()).orElseThrow().kernelMemoryBytes();
    }

    @Test
    void keepCallsOfManyThreadsApart() throws Exception {
        Skip.unless(
                new RunningKernel().holdsAtTracepoints(),
                "no tracepoints at which threads wait for each other's programs: since Linux 7 some of their calls are missed");
        int threads = 8;
        int calls = 300;
        watch.apply(List.of(policy("one", CALLS), LAST));
        Process caller = start("""
                def run(thread):
                    for i in range(%d):
                        number = 1000 + thread * 1000 + i
                        libc.dup2(747, 800 + thread)
                        libc.setpgid(747, number)
                        libc.lseek(747, number, 0)
                        libc.fchmod(747, 800 + thread)
                threads = [threading.Thread(target=run, args=[i]) for i in range(%d)]
                for thread in threads: thread.start()
                os.read(747, 100)
                for thread in threads: thread.join()
                """.formatted(calls, threads));
        awaitReading(caller, 100);
        write(caller, "abc");
        List<PolicyEvent> told = told(caller);
        assertThat(told).hasSize(threads * calls * 4 + 1);
        assertThat(told)
                .allSatisfy(event -> assertThat(result(event))
                        .as(text(event))
                        .isEqualTo(
                                switch (call(event)) {
                                    case "dup2" ->
                                        number(Optional.of(
                                                PolicyWatch.values(event).getLast()));
                                    case "setpgid" -> -3;
                                    case "lseek" -> -29;
                                    case "fchmod" -> 0;
                                    default -> 3;
                                }));
        assertThat(told.stream()
                        .filter(event -> call(event).equals("setpgid"))
                        .map(PolicyEvent::tid)
                        .distinct())
                .hasSize(threads);
    }

    @Test
    void tellNothingOfACallThatAPolicyOfBeforeSawBegin() throws Exception {
        ActivePolicy one = policy("one", CALLS);
        watch.apply(List.of(one, LAST));
        Process caller = start("""
                os.read(747, 100)
                libc.ftruncate(747, 5)
                os.read(747, 101)
                """);
        awaitReading(caller, 100);
        watch.apply(List.of(LAST));
        watch.apply(List.of(policy("two", CALLS.reversed()), LAST));
        write(caller, "abc");
        awaitReading(caller, 101);
        write(caller, "abcd");
        assertThat(told(caller).stream().map(AlikeReturnsTest::text))
                .containsExactly("two ftruncate -22", "two read 4");
    }

    /** A neighbour comes to one of them while it is called; then all change, the one for the third time and the others for the first. */
    @Test
    void goOnWithTheRulesThatSawThemBegin() throws Exception {
        ActivePolicy one = policy("one", CALLS);
        ActivePolicy neighbour = policy("neighbour", List.of("read"));
        watch.apply(List.of(one, LAST));
        Process caller = start("""
                os.read(747, 100)
                os.read(747, 101)
                libc.ftruncate(747, 5)
                os.read(747, 102)
                libc.setpgid(747, 5)
                """);
        awaitReading(caller, 100);
        watch.apply(List.of(one, neighbour, LAST));
        write(caller, "a");
        awaitReading(caller, 101);
        watch.apply(List.of(one, LAST));
        write(caller, "ab");
        awaitReading(caller, 102);
        watch.apply(List.of(policy("other", CALLS), LAST));
        write(caller, "abc");
        assertThat(told(caller).stream().map(AlikeReturnsTest::text))
                .containsExactly(
                        "one read 1",
                        "one read 2",
                        "neighbour read 2",
                        "one ftruncate -22",
                        "one read 3",
                        "other setpgid -3");
    }
}
