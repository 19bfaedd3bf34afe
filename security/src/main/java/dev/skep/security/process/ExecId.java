package dev.skep.security.process;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What tells one program run by one process from all others, also when its process id is used again.
 *
 * @param startNanos when it began, nanoseconds of {@code CLOCK_MONOTONIC}: the exec, or the fork where no exec followed
 * @param pid process id as the host counts
 * @param text for users: base64 of {@code node:startNanos:pid}
 */
public record ExecId(long startNanos, int pid, String text) {
    /** With its text. */
    public static ExecId of(String node, long startNanos, int pid) {
        byte[] plain = (node + ':' + startNanos + ':' + pid).getBytes(StandardCharsets.UTF_8);
        return new ExecId(startNanos, pid, Base64.getEncoder().encodeToString(plain));
    }
}
