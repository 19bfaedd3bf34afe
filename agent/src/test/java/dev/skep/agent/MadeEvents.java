package dev.skep.agent;

import dev.skep.security.process.MadeProcess;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessExec;
import dev.skep.security.process.ProcessExit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events that tests make. */
public final class MadeEvents {
    private static final Instant END = Instant.parse("2026-08-01T10:00:05Z");

    private MadeEvents() {}

    /** A shell of the host starts a program. */
    public static ProcessExec exec(int pid, String binary, String... arguments) {
        return new ProcessExec(
                MadeProcess.of(pid, binary, List.of(arguments), KnownGroups.HOST), Optional.of(shell()), List.of());
    }

    /** A program ends. */
    public static ProcessExit exit(int pid, String binary, int status) {
        return new ProcessExit(
                MadeProcess.of(pid, binary, List.of(), KnownGroups.HOST),
                Optional.of(shell()),
                List.of(),
                0,
                status,
                END);
    }

    /** A shell. */
    public static Process shell() {
        return MadeProcess.of(10, "/bin/bash", List.of("-i"), KnownGroups.HOST);
    }
}
