package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.PolicyMode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policies of one hook that come and go. */
@Tag("kernel")
class PolicySwapTest {
    /** 1,000 with {@code -Dskep.policy.changes=1000}. */
    private static final int CHANGES = Integer.getInteger("skep.policy.changes", 100);

    private static final int MANY = 30;

    /** A system call with its number as an argument, 500 times a second, until its input ends; then it says how many. */
    private static final String CALLER = """
            import ctypes, os, select, time
            libc = ctypes.CDLL(None)
            count = 0
            while not select.select([0], [], [], 0.002)[0]:
                libc.lseek(-4242, ctypes.c_long(count), 0)
                count += 1
            print(count, flush=True)
            """;

    private static final String CONSTANT = """
            kprobes:
            - call: sys_lseek
              syscall: true
              args:
              - index: 0
                type: int
              - index: 1
                type: long
              selectors:
              - matchArgs:
                - index: 0
                  operator: Equal
                  values: [ "-4242" ]
            """;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    @Test
    void losesAndDoublesNoEventWhenOthersChange() throws Exception {
        ActivePolicy constant = PolicyWatch.policy("constant", CONSTANT);
        watch.apply(List.of(constant));
        Process caller = new ProcessBuilder("/usr/bin/python3", "-c", CALLER).start();
        watch.await(caller);
        for (int i = 0; i < CHANGES; i++) {
            watch.apply(neighbours(constant, i));
        }
        caller.getOutputStream().close();
        long calls = Long.parseLong(caller.inputReader().readLine());
        watch.await(event -> number(event) == calls - 1);
        assertThat(watch.of(caller)).allMatch(event -> event.policy().name().equals("constant"));
        assertThat(watch.of(caller).stream().map(PolicySwapTest::number).toList())
                .containsExactlyElementsOf(LongStream.range(0, calls).boxed().toList());
    }

    /** A neighbour is added, enforced, disabled, and deleted; each time it is another. */
    private static List<ActivePolicy> neighbours(ActivePolicy constant, int change) {
        ActivePolicy neighbour = PolicyWatch.policy("neighbour", """
                kprobes:
                - call: sys_lseek
                  syscall: true
                  args:
                  - index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "-%d" ]
                    matchActions:
                    - action: Signal
                      argSig: 10
                """.formatted(10_000 + change / 4));
        return switch (change % 4) {
            case 0 -> List.of(new ActivePolicy(neighbour.policy(), PolicyMode.MONITOR, true), constant);
            case 1 -> List.of(neighbour, constant);
            case 2 -> List.of(new ActivePolicy(neighbour.policy(), PolicyMode.ENFORCE, false), constant);
            default -> List.of(constant);
        };
    }

    private static long number(PolicyEvent event) {
        return PolicyWatch.values(event).getLast() instanceof ArgumentValue.Int64 number ? number.value() : -1;
    }

    @Test
    void manyWithConditionsOnTextsShareAHook() throws Exception {
        watch.apply(IntStream.range(0, MANY)
                .mapToObj(number -> PolicyWatch.policy("policy-" + number, """
                        kprobes:
                        - call: sys_renameat2
                          syscall: true
                          args:
                          - index: 1
                            type: string
                          - index: 3
                            type: string
                          - index: 4
                            type: int
                          selectors:
                          - matchArgs:
                            - index: 1
                              operator: Prefix
                              values: [ "/from%1$d/", "/old%1$d/" ]
                            - index: 3
                              operator: Postfix
                              values: [ "/to%1$d", "/new%1$d" ]
                          - matchArgs:
                            - index: 4
                              operator: Equal
                              values: [ %1$d ]
                        """.formatted(1_000 + number)))
                .toList());
        Process caller = new ProcessBuilder("/usr/bin/python3", "-c", """
                import ctypes
                libc = ctypes.CDLL(None)
                def rename(a, b, flags): libc.renameat2(0, ctypes.c_char_p(a), 0, ctypes.c_char_p(b), flags)
                rename(b"/from1007/a", b"/b/to1008", 1 << 20)
                rename(b"/from1007/a", b"/b/to1007", 1 << 20)
                rename(b"/a", b"/b", 1020)
                rename(b"/old1029/a", b"/b/new1029", 1 << 20)
                """).start();
        assertThat(caller.waitFor()).isZero();
        watch.await(event -> event.policy().name().equals("policy-29"));
        assertThat(watch.of(caller).stream().map(event -> event.policy().name()).toList())
                .containsExactly("policy-7", "policy-20", "policy-29");
    }
}
