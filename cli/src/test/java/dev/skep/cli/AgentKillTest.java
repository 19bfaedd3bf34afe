package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are killed at any moment: while they start, watch, write, put files aside and compress them. */
@Tag("kernel")
final class AgentKillTest {
    private static final int ROUNDS = 12;
    private static final long SEED = 20_261_127;

    /** From before the first program is loaded to well after the first file is put aside. */
    private static final int LONGEST_MILLIS = 4_000;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLeftInTheWayAndEveryLineIsWhole() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path log = Files.createDirectory(folder.resolve("log"));
        Path file = log.resolve("events.log");
        String[] options = {
            "--export-filename", file.toString(), "--export-file-max-size-mb", "1", "--export-file-compress"
        };
        Random random = new Random(SEED);
        AtomicBoolean over = new AtomicBoolean();
        Thread load = Thread.ofPlatform().start(() -> load(over));
        try {
            for (int round = 0; round < ROUNDS; round++) {
                List<String> command = new ArrayList<>(SkepProcess.command(
                        "agent",
                        "--metrics-server",
                        "",
                        "--server-socket",
                        run.resolve("agent.sock").toString()));
                command.addAll(List.of(options));
                Process agent = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
                assertThat(agent.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS))
                        .as("round %s: %s", round, Files.readString(folder.resolve("said")))
                        .isFalse();
                agent.destroyForcibly().waitFor();
            }
        } finally {
            over.set(true);
            load.join();
        }
        try (RunningAgent _ = RunningAgent.start(run, options)) {
            SkepProcess.run("/bin/true", "marked-last");
            await().until(() -> !RunningAgent.exported(file, "marked-last").isEmpty());
            assertThat(names(run))
                    .containsExactlyInAnyOrder("agent.sock", "agent.sock.lock", "agent-out", "agent-error");
            await().untilAsserted(() -> assertThat(names(log))
                    .hasSizeGreaterThan(1)
                    .allMatch(name -> name.matches("events(-[-0-9T.]+)?\\.log(\\.gz)?")));
        }
        for (String name : names(log)) {
            assertEveryLineIsWhole(file.resolveSibling(name));
        }
    }

    /** Programs with arguments that fill a file in a moment. */
    private static void load(AtomicBoolean over) {
        String text = "x".repeat(60_000);
        try {
            while (!over.get()) {
                SkepProcess.run("/bin/true", text);
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void assertEveryLineIsWhole(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                GetEventsResponse event =
                        EventJson.parse(line, GetEventsResponse.newBuilder()).build();
                assertThat(event.getNodeName()).as("%s: %s", file, line).isNotEmpty();
            }
        }
    }
}
