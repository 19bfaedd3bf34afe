package dev.skep.security.policy;

import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.read.PolicyReader;
import java.util.List;

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
                event: oom_score_adj_update
                args: [ { index: 4, type: int32 } ]
                selectors:
                - matchArgs: [ { index: 4, operator: Equal, values: [ "-1" ] } ]
                  matchBinaries: [ { operator: In, values: [ "/no/such" ], followChildren: true } ]
            """;

    /** One for each kind of what rules look at, as policies of the peers do. */
    static final List<String> OTHERS = List.of("""
              kprobes:
              - call: security_file_permission
                return: true
                args: [ { index: 0, type: file }, { index: 1, type: int } ]
                returnArg: { index: 0, type: int }
                selectors:
                - matchArgs:
                  - { index: 0, operator: Prefix, values: [ "/no/such/" ] }
                  - { index: 1, operator: Equal, values: [ "2" ] }
            """, """
              kprobes:
              - call: fd_install
                args: [ { index: 0, type: int }, { index: 1, type: file } ]
                selectors:
                - matchArgs: [ { index: 1, operator: Postfix, values: [ "/no/such" ] } ]
                  matchBinaries: [ { operator: In, values: [ "/no/such" ] } ]
            """, """
              kprobes:
              - call: tcp_connect
                args: [ { index: 0, type: sock } ]
                selectors:
                - matchArgs:
                  - { index: 0, operator: NotDAddr, values: [ "127.0.0.0/8", "10.0.0.0/8" ] }
                  - { index: 0, operator: DPort, values: [ "80" ] }
                  matchPIDs: [ { operator: NotIn, followForks: true, isNamespacePID: true, values: [ 1 ] } ]
            """, """
              kprobes:
              - call: security_socket_connect
                args: [ { index: 0, type: socket }, { index: 1, type: sockaddr } ]
                selectors:
                - matchArgs:
                  - { index: 0, operator: Protocol, values: [ "IPPROTO_UDP" ] }
                  - { index: 1, operator: Family, values: [ "AF_INET", "AF_INET6" ] }
                  - { index: 1, operator: SAddr, values: [ "127.0.0.1" ] }
                  matchActions: [ { action: Post, rateLimit: "1m" } ]
                - matchArgs: [ { index: 1, operator: SPort, values: [ "53" ] } ]
                  matchBinaries: [ { operator: In, values: [ "/no/such" ] } ]
                  matchActions: [ { action: Override, argError: -1 } ]
            """, """
              kprobes:
              - call: dev_queue_xmit
                args: [ { index: 0, type: skb } ]
                selectors:
                - matchArgs:
                  - { index: 0, operator: Protocol, values: [ "IPPROTO_UDP" ] }
                  - { index: 0, operator: DPort, values: [ "53" ] }
            """, """
              kprobes:
              - call: __cgroup_bpf_run_filter_skb
                args: [ { index: 0, type: sock }, { index: 1, type: skb }, { index: 2, type: int } ]
                selectors:
                - matchArgs:
                  - { index: 1, operator: DAddr, values: [ "127.0.0.1/32" ] }
                  - { index: 1, operator: Protocol, values: [ "IPPROTO_UDP" ] }
                  matchActions: [ { action: Post, rateLimit: "5" } ]
            """, """
              kprobes:
              - call: sk_alloc
                return: true
                args: [ { index: 1, type: int } ]
                returnArg: { index: 0, type: sock }
                returnArgAction: TrackSock
                selectors:
                - matchArgs: [ { index: 1, operator: Equal, values: [ "2" ] } ]
            """, """
              kprobes:
              - call: commit_creds
                args: [ { index: 0, type: cred } ]
                selectors:
                - matchNamespaces: [ { namespace: Pid, operator: NotIn, values: [ host_ns ] } ]
                  matchCapabilities: [ { type: Effective, operator: In, values: [ CAP_SYS_ADMIN ] } ]
            """, """
              kprobes:
              - call: security_bprm_check
                args: [ { index: 0, type: linux_binprm } ]
                selectors:
                - matchArgs: [ { index: 0, operator: Equal, values: [ "/no/such" ] } ]
                  matchActions: [ { action: Post, kernelStackTrace: true } ]
            """, """
              kprobes:
              - call: sys_write
                syscall: true
                args:
                - { index: 0, type: fd }
                - { index: 1, type: char_buf, sizeArgIndex: 3 }
                - { index: 2, type: size_t }
                selectors:
                - matchArgs: [ { index: 0, operator: Equal, values: [ "/no/such" ] } ]
            """, """
              tracepoints:
              - subsystem: raw_syscalls
                event: sys_enter
                args: [ { index: 4, type: syscall64 } ]
                selectors:
                - matchArgs: [ { index: 0, operator: InMap, values: [ "190", "191" ] } ]
                  matchActions: [ { action: NotifyEnforcer, argError: -1, argSig: 9 } ]
              enforcers:
              - calls: [ sys_lookup_dcookie ]
            """);

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

    /** One of {@link #OTHERS}. */
    static List<Policy> other(int which) {
        return read(OTHERS.get(which));
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
