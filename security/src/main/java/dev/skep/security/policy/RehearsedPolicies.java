package dev.skep.security.policy;

import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.read.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The policies that are practised: none of them has a condition that is ever met, or is attached where anything passes. */
final class RehearsedPolicies {
    /** System calls with the name of a file, and with a descriptor: most policies are on such. */
    private static final List<String> NAMED = List.of("openat", "mkdirat", "unlinkat", "fchmodat");

    private static final List<String> NUMBERED = List.of("fchdir", "ftruncate", "fchown", "lseek");

    private static final String BEGINNING = """
            apiVersion: cilium.io/v1alpha1
            kind: TracingPolicy
            metadata: { name: rehearsal }
            spec:
            """;

    /** Hardly ever met, and its conditions never: it may be attached. One of them is found out of each process beforehand. */
    private static final String QUIET = """
              tracepoints:
              - subsystem: oom
                event: wake_reaper
              - subsystem: oom
                event: oom_score_adj_update
                args: [ { index: 4, type: int32 } ]
                selectors:
                - matchArgs: [ { index: 4, operator: Equal, values: [ "-1" ] } ]
                  matchBinaries: [ { operator: In, values: [ "/no/such" ], followChildren: true } ]
            """;

    private static final String RESOURCE = "rehearsed.yaml";

    private static final String NEXT = "---\n";

    private static final class Others {
        private static final List<String> TEXTS = texts();

        private static List<String> texts() {
            try (InputStream in =
                    Objects.requireNonNull(RehearsedPolicies.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                List<String> parts = List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(NEXT));
                // What comes before the first is said to who reads the file.
                return parts.subList(1, parts.size());
            } catch (IOException e) {
                throw new UncheckedIOException("read " + RESOURCE, e);
            }
        }
    }

    private RehearsedPolicies() {}

    /** What is practised first and most. */
    static List<Policy> usual() {
        StringBuilder text = new StringBuilder("""
                  tracepoints:
                  - subsystem: raw_syscalls
                    event: sys_enter
                    raw: true
                    args: [ { index: 1, type: int64 } ]
                  kprobes:
                """);
        NAMED.forEach(call -> text.append(hook(call, 1, "string", "Prefix", "/etc/", "Sigkill")));
        NUMBERED.forEach(call -> text.append(hook(call, 0, "int", "Equal", "-1", "Signal, argSig: 9")));
        return read(text.toString());
    }

    /** One that may be attached. */
    static List<Policy> quiet() {
        return read(QUIET);
    }

    /** How many there are of {@link #other}. */
    static int others() {
        return Others.TEXTS.size();
    }

    /** One for each kind of what rules look at, as policies of the peers do. */
    static List<Policy> other(int which) {
        return new PolicyReader().read(RESOURCE, Others.TEXTS.get(which)).policies();
    }

    private static String hook(String call, int index, String type, String operator, String value, String action) {
        return """
                  - call: sys_%1$s
                    syscall: true
                    args: [ { index: %2$d, type: %3$s } ]
                    selectors:
                    - matchArgs: [ { index: %2$d, operator: %4$s, values: [ "%5$s" ] } ]
                      matchActions: [ { action: %6$s } ]
                """.formatted(call, index, type, operator, value, action);
    }

    private static List<Policy> read(String spec) {
        return new PolicyReader().read("rehearsal", BEGINNING + spec).policies();
    }
}
