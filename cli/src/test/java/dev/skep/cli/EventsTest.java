package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent and what asks it, as processes. */
final class EventsTest {
    private static final String EVENT =
            "{\"process_exec\":{\"process\":{\"pid\":5,\"binary\":\"/bin/a b\",\"arguments\":\"-x\"}},"
                    + "\"node_name\":\"n\",\"time\":\"2026-08-01T10:00:00Z\"}\n";

    @TempDir
    private Path folder;

    private record Result(int status, String out, String error) {}

    private Result run(String input, String... arguments) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("events-out");
        Path error = folder.resolve("events-error");
        Process process = new ProcessBuilder(SkepProcess.command(arguments))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    @Test
    void linesOfJsonOnStandardInputAreShownAsCompactLines() throws Exception {
        assertThat(run(EVENT, "events", "-o", "compact").out).isEqualTo("🚀 process n \"/bin/a b\" -x\n");
        assertThat(run(EVENT, "events", "-o", "compact", "--timestamps").out)
                .startsWith("2026-08-01T10:00:00.000000000Z 🚀");
        assertThat(run(EVENT, "events").out).isEqualTo(EVENT);
    }

    @Test
    void filtersAndFieldsWorkOnStandardInputToo() throws Exception {
        assertThat(run(EVENT, "events", "-e", "PROCESS_EXIT").out).isEmpty();
        assertThat(run(EVENT, "events", "--process", "a b$", "-f", "process.pid").out)
                .startsWith("{\"process_exec\":{\"process\":{\"pid\":5}}");
        assertThat(run(EVENT, "events", "-F", "process").out).startsWith("{\"process_exec\":{}");
    }

    @Test
    void nonsenseOnStandardInputIsToldOnceAndPassedOver() throws Exception {
        Result result = run("no json\n" + EVENT + "{]\n", "events");

        assertThat(result.out).isEqualTo(EVENT);
        assertThat(result.error)
                .contains("line 1: no JSON of a GetEventsResponse")
                .contains("2 of 3 lines");
    }

    @Test
    void nonsenseOnTheCommandLineIsRefused() throws Exception {
        assertThat(run("", "events", "-e", "NOTHING").error).contains("'NOTHING' is not an event type");
        assertThat(run(EVENT, "events", "--process", "(").error).contains("is no regular expression");
        assertThat(run("", "events", "-o", "yaml").error).contains("'yaml' is not a format");
        assertThat(run("", "agent", "--rb-size", "5").error).contains("rb-size: '5' is not");
        assertThat(run("", "agent", "--config", "/nonexistent").status).isEqualTo(1);
    }

    @Test
    void withoutAnAgentItSaysSo() throws Exception {
        Result result =
                run("", "status", "--server-address", folder.resolve("nothing").toString());

        assertThat(result.status).isEqualTo(1);
        assertThat(result.error).contains("(does it run?)");
    }

    @Test
    @Tag("kernel")
    void theAgentWritesWhatRunsAndEndsWithinASecondWhenItIsAsked() throws Exception {
        Path file = folder.resolve("events.log");
        try (RunningAgent agent = RunningAgent.start(folder, "--export-filename", file.toString())) {
            SkepProcess.run("/bin/true", "marked-3841");
            await().until(() -> RunningAgent.exported(file, "marked-3841").size() >= 2);
            assertThat(RunningAgent.exported(file, "marked-3841"))
                    .anyMatch(line -> line.startsWith("{\"process_exec\":"));
            assertThat(RunningAgent.exported(file, "marked-3841"))
                    .anyMatch(line -> line.startsWith("{\"process_exit\":"));
            Result status = run("", "status", "--server-address", agent.socket().toString());
            assertThat(status.out)
                    .contains("sensor   process")
                    .contains("program")
                    .contains("lost     0");

            assertThat(agent.end(Duration.ofSeconds(1))).isZero();
            assertThat(agent.socket()).doesNotExist();
        }
    }

    @Test
    @Tag("kernel")
    void aKilledAgentLeavesNothingInTheWayOfTheNext() throws Exception {
        Path file = folder.resolve("events.log");
        try (RunningAgent _ = RunningAgent.start(folder, "--export-filename", file.toString())) {
            SkepProcess.run("/bin/true", "marked-1");
            await().until(() -> !RunningAgent.exported(file, "marked-1").isEmpty());
        }
        try (RunningAgent _ = RunningAgent.start(folder, "--export-filename", file.toString())) {
            SkepProcess.run("/bin/true", "marked-2");
            await().until(() -> !RunningAgent.exported(file, "marked-2").isEmpty());
            assertThat(RunningAgent.exported(file, "")).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    @Test
    @Tag("kernel")
    void hangUpReadsTheConfigurationAgain() throws Exception {
        Path config = Files.writeString(folder.resolve("agent.yaml"), "cluster-name: one\n");
        Path file = folder.resolve("events.log");
        try (RunningAgent agent =
                RunningAgent.start(folder, "--config", config.toString(), "--export-filename", file.toString())) {
            Files.writeString(config, "cluster-name: two\n");
            agent.signal("HUP");
            await().until(() -> agent.said().contains("configuration read again"));
            SkepProcess.run("/bin/true", "marked-4");
            await().until(() ->
                    !RunningAgent.exported(file, "\"cluster_name\":\"two\"").isEmpty());

            Files.writeString(config, "cluster-name: [\n");
            agent.signal("HUP");
            await().until(() -> agent.said().contains("the configuration stays as it was"));
            assertThat(agent.isAlive()).isTrue();
        }
    }

    @Test
    @Tag("kernel")
    void aFullDiskLosesEventsAndNothingElse() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        SkepProcess.run("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString());
        Path file = disk.resolve("events.log");
        try (RunningAgent agent = RunningAgent.start(folder, "--export-filename", file.toString())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                SkepProcess.run("/bin/true", "x".repeat(2_000));
                return agent.said().contains("events are lost until it works again");
            });
            assertThat(RunningAgent.exported(file, "")).allMatch(line -> line.endsWith("}"));
            assertThat(run("", "status", "--server-address", agent.socket().toString()).out)
                    .contains("failed");

            SkepProcess.run("mount", "-o", "remount,size=1m", disk.toString());
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                SkepProcess.run("/bin/true", "marked-5");
                return !RunningAgent.exported(file, "marked-5").isEmpty();
            });
        } finally {
            SkepProcess.run("umount", "-l", disk.toString());
        }
    }
}
