package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.PolicyMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hooks whose rules are alike, and come and go. */
@Tag("kernel")
class AlikeHooksTest {
    private static final List<String> CALLS = List.of("lseek", "fchdir", "fsync", "fdatasync", "fchmod", "flock");

    private static final ActivePolicy LAST = PolicyWatch.policy("last", spec(List.of("dup2"), 4949));

    @AutoClose
    private final PolicyWatch watch = watch();

    PolicyWatch watch() {
        return new PolicyWatch();
    }

    private static String spec(List<String> calls, int descriptor) {
        return calls.stream()
                .map(call -> """
                - call: sys_%s
                  syscall: true
                  args: [ { index: 0, type: int } ]
                  selectors: [ { matchArgs: [ { index: 0, operator: Equal, values: [ "%d" ] } ] } ]
                """.formatted(call, descriptor))
                .collect(Collectors.joining("", "kprobes:\n", ""));
    }

    private static ActivePolicy policy(String name, int descriptor) {
        return PolicyWatch.policy(name, spec(CALLS, descriptor));
    }

    /** All of them, with a descriptor that there is not; then one by which it is seen that all events have come. */
    private static Process call(int descriptor) throws Exception {
        return Commands.python("""
                import ctypes
                libc = ctypes.CDLL(None)
                for name in ("lseek", "fchdir", "fsync", "fdatasync", "fchmod", "flock"):
                    getattr(libc, name)(ctypes.c_int(%d), 0, 0)
                libc.dup2(4949, 4949)
                """.formatted(descriptor));
    }

    private List<String> told(int descriptor) throws Exception {
        Process caller = call(descriptor);
        watch.await(
                event -> event.process().pid() == caller.pid() && name(event).equals("last __x64_sys_dup2"));
        return watch.of(caller).stream()
                .filter(event -> !event.policy().name().equals("last"))
                .map(event -> name(event) + " "
                        + ((ArgumentValue.Int32) PolicyWatch.values(event).getFirst()).value())
                .toList();
    }

    private static String name(PolicyEvent event) {
        return event.policy().name() + " " + ((HookName.Kprobe) event.hook()).function();
    }

    private static List<String> expected(String policy, int descriptor) {
        return CALLS.stream()
                .map(call -> policy + " __x64_sys_" + call + " " + descriptor)
                .toList();
    }

    @Test
    void tellEachOfItself() throws Exception {
        watch.apply(List.of(policy("one", 4747), policy("two", 4747), LAST));
        assertThat(told(4747))
                .containsExactlyElementsOf(CALLS.stream()
                        .flatMap(call -> Stream.of("one", "two").map(name -> name + " __x64_sys_" + call + " 4747"))
                        .toList());
    }

    @Test
    void countEachByItself() throws Exception {
        ActivePolicy one = policy("one", 4747);
        watch.apply(List.of(one, LAST));
        told(4747);
        watch.apply(List.of(new ActivePolicy(one.policy(), PolicyMode.MONITOR, true), LAST));
        told(4747);
        PolicyFigures figures = watch.policies().figures(one.policy().name()).orElseThrow();
        assertThat(figures.hooks())
                .hasSize(CALLS.size())
                .allMatch(hook -> hook.selectors().getFirst().actions().post() == 2);
    }

    @Test
    void countWhatHappensAtEach() throws Exception {
        ActivePolicy one = policy("one", 4747);
        watch.apply(List.of(one, LAST));
        Process caller = Commands.python("""
                import ctypes
                libc = ctypes.CDLL(None)
                for times, name in enumerate(("lseek", "fchdir", "fsync", "fdatasync", "fchmod", "flock")):
                    for _ in range(times):
                        getattr(libc, name)(ctypes.c_int(4747), 0, 0)
                libc.dup2(4949, 4949)
                """);
        watch.await(
                event -> event.process().pid() == caller.pid() && name(event).equals("last __x64_sys_dup2"));
        PolicyFigures figures = watch.policies().figures(one.policy().name()).orElseThrow();
        assertThat(figures.hooks())
                .extracting(hook -> hook.selectors().getFirst().actions().post())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void goWaysOfTheirOwnWhereAnotherPolicyComes() throws Exception {
        List<String> both = List.of("fchdir", "flock");
        ActivePolicy one = policy("one", 4747);
        ActivePolicy two = PolicyWatch.policy("two", spec(both, 4848));
        watch.apply(List.of(one, LAST));
        watch.apply(List.of(one, two, LAST));
        assertThat(told(4747)).isEqualTo(expected("one", 4747));
        assertThat(told(4848)).containsExactly("two __x64_sys_fchdir 4848", "two __x64_sys_flock 4848");
        watch.apply(List.of(two, LAST));
        assertThat(told(4747)).isEmpty();
        assertThat(told(4848)).containsExactly("two __x64_sys_fchdir 4848", "two __x64_sys_flock 4848");
        watch.apply(List.of(two, one, LAST));
        assertThat(told(4747)).isEqualTo(expected("one", 4747));
        PolicyFigures figures = watch.policies().figures(one.policy().name()).orElseThrow();
        assertThat(figures.hooks())
                .allMatch(hook -> hook.selectors().getFirst().actions().post() == 1);
    }

    @Test
    void needLittleMoreMemoryThanOneOfThem() {
        ActivePolicy one = PolicyWatch.policy("one", spec(CALLS.subList(0, 1), 4747));
        watch.apply(List.of(one));
        long alone = bytes(one);
        ActivePolicy all = policy("all", 4747);
        watch.apply(List.of(all));
        assertThat(bytes(all)).isPositive().isLessThan(alone * CALLS.size() * 3 / 4);
    }

    private long bytes(ActivePolicy policy) {
        return watch.policies().figures(policy.policy().name()).orElseThrow().kernelMemoryBytes();
    }

    @Test
    void areSilentOnceTheirPolicyIsGoneAndSpeakWhenItComesAgain() throws Exception {
        ActivePolicy one = policy("one", 4747);
        for (int i = 0; i < 3; i++) {
            watch.apply(List.of(one, LAST));
            assertThat(told(4747)).isEqualTo(expected("one", 4747));
            watch.apply(List.of(LAST));
            assertThat(told(4747)).isEmpty();
        }
        watch.apply(List.of(policy("other", 4848), LAST));
        assertThat(told(4747)).isEmpty();
        assertThat(told(4848)).isEqualTo(expected("other", 4848));
    }

    /** The second policy cannot be served, so the first, which could, comes to nothing. */
    @Test
    void areSilentWhenAChangeFails() throws Exception {
        ActivePolicy one = policy("one", 4747);
        watch.apply(List.of(one, LAST));
        watch.apply(List.of(LAST));
        ActivePolicy wrong = PolicyWatch.policy("wrong", "tracepoints: [ { subsystem: none, event: none } ]");
        assertThatThrownBy(() -> watch.apply(List.of(one, LAST, wrong))).isInstanceOf(PolicyException.class);
        assertThat(told(4747)).isEmpty();
    }
}
