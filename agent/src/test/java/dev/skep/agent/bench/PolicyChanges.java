package dev.skep.agent.bench;

import dev.skep.agent.client.AgentClient;
import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.TracingPolicyMode;
import dev.skep.api.message.TracingPolicyStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How long an agent takes to add, change and delete a policy, as its clients see it, and what CPU time of the agent that takes: started by
 * bench/policies as root, with an agent that has had no policy yet.
 */
public final class PolicyChanges {
    private static final String NAME = "bench";

    /** Times after the first; the last is reported. */
    private static final int TIMES = 20;

    /** System calls whose first argument is a descriptor. */
    private static final List<String> CALLS = List.of(
            "lseek",
            "fchdir",
            "fchmod",
            "fchown",
            "fdatasync",
            "fsync",
            "ftruncate",
            "newfstat",
            "pread64",
            "preadv",
            "pwrite64",
            "pwritev",
            "readv",
            "writev",
            "flock",
            "fallocate");

    /** System calls whose second argument is the name of a file. */
    private static final List<String> NAMED = List.of(
            "unlinkat",
            "mkdirat",
            "mknodat",
            "fchmodat",
            "fchownat",
            "faccessat",
            "faccessat2",
            "newfstatat",
            "readlinkat",
            "utimensat",
            "renameat",
            "execveat",
            "name_to_handle_at",
            "statx",
            "openat2",
            "fchmodat2");

    private final AgentClient client;
    private final ProcessTime agent;

    private PolicyChanges(AgentClient client, ProcessTime agent) {
        this.client = client;
        this.agent = agent;
    }

    /** Takes the socket, the agent's process id, the kind of policy (numbers or names), and its number of hooks. */
    public static void main(String[] arguments) throws IOException {
        ProcessTime agent = new ProcessTime(Long.parseLong(arguments[1]));
        boolean names = arguments[2].equals("names");
        int hooks = Integer.parseInt(arguments[3]);
        try (AgentClient client = WarmClient.of(arguments[0], policy(names, hooks, -1))) {
            PolicyChanges changes = new PolicyChanges(client, agent);
            String what = arguments[2] + "-" + hooks;
            for (int time = 0; time <= TIMES; time++) {
                changes.all(
                        policy(names, hooks, time), time == 0 ? what + "-first" : time == TIMES ? what + "-later" : "");
            }
        }
    }

    /** Each time another, and another in each mode: nothing that was compiled before is of use. */
    private static String policy(boolean names, int hooks, int time) {
        StringBuilder text = new StringBuilder("""
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: { name: %s }
                spec:
                  kprobes:
                """.formatted(NAME));
        for (int i = 0; i < hooks; i++) {
            text.append(
                    names
                            ? hook(NAMED.get(i), 1, "string", "Prefix", "/none/" + time + "/")
                            : hook(CALLS.get(i), 0, "int", "Equal", "42" + time));
        }
        return text.toString();
    }

    private static String hook(String call, int index, String type, String operator, String value) {
        return """
                  - call: sys_%1$s
                    syscall: true
                    args: [ { index: %2$d, type: %3$s } ]
                    selectors:
                    - matchArgs: [ { index: %2$d, operator: %4$s, values: [ "%5$s" ] } ]
                      matchActions: [ { action: Signal, argSig: 10 } ]
                """.formatted(call, index, type, operator, value);
    }

    private void all(String policy, String what) throws IOException {
        time(what, "add", () -> client.addPolicy(policy));
        if (!what.isEmpty()) {
            long bytes = client.policies("").stream()
                    .filter(one -> one.getName().equals(NAME))
                    .mapToLong(TracingPolicyStatus::getKernelMemoryBytes)
                    .sum();
            report(what, "kernel-kB", bytes / 1e3);
        }
        time(
                what,
                "change",
                () -> client.configurePolicy(ConfigureTracingPolicyRequest.newBuilder()
                        .setName(NAME)
                        .setMode(TracingPolicyMode.TP_MODE_MONITOR)
                        .build()));
        time(
                what,
                "delete",
                () -> client.deletePolicy(
                        DeleteTracingPolicyRequest.newBuilder().setName(NAME).build()));
    }

    private void time(String what, String change, Runnable action) throws IOException {
        long used = agent.nanos();
        long start = System.nanoTime();
        action.run();
        long wall = System.nanoTime() - start;
        if (!what.isEmpty()) {
            report(what, change + "-wall", wall / 1e6);
            report(what, change + "-cpu", (agent.nanos() - used) / 1e6);
        }
    }

    private static void report(String what, String figure, double value) {
        System.out.printf(Locale.ROOT, "%s-%s %.2f%n", what, figure, value);
    }
}
