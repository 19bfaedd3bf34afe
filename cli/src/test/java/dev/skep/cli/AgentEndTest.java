package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.cli.command.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is asked to end. */
@Tag("kernel")
final class AgentEndTest {
    private static final List<String> CALLS = List.of(
            "unlinkat",
            "mkdirat",
            "mknodat",
            "fchmodat",
            "fchownat",
            "faccessat",
            "readlinkat",
            "utimensat",
            "renameat");

    /** To detach a hook takes the kernel tens of milliseconds, in which nothing may wait to be written. */
    @Test
    void endsInTimeWhateverIsToBeDetached(@TempDir Path folder) throws Exception {
        StringBuilder policy = new StringBuilder("""
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: { name: many }
                spec:
                  kprobes:
                """);
        for (String call : CALLS) {
            policy.append("""
                      - call: sys_%s
                        syscall: true
                        args: [ { index: 1, type: string } ]
                        selectors: [ { matchArgs: [ { index: 1, operator: Prefix, values: [ /none/ ] } ] } ]
                    """.formatted(call));
        }
        Path file = Files.writeString(folder.resolve("many.yaml"), policy);
        Path events = folder.resolve("events.log");
        try (RunningAgent agent = RunningAgent.start(
                folder, "--tracing-policy", file.toString(), "--export-filename", events.toString())) {
            SkepProcess.run("/bin/true", "marked-last");
            assertThat(agent.end(Duration.ofSeconds(30))).isEqualTo(ExitStatus.FINE);
            assertThat(agent.said()).doesNotContain("ended before all was written");
        }
        assertThat(RunningAgent.exported(events, "marked-last")).isNotEmpty();
    }
}
