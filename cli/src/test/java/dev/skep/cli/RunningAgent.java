package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code skep agent} as a process of its own that watches this host. Killed when it is closed. */
final class RunningAgent implements AutoCloseable {
    private final Process process;
    private final Path socket;
    private final Path error;

    private RunningAgent(Path folder, List<String> before, String... more) throws IOException {
        socket = folder.resolve("agent.sock");
        error = folder.resolve("agent-error");
        List<String> command = new ArrayList<>(before);
        command.addAll(SkepProcess.command("agent", "--server-socket", socket.toString(), "--metrics-server", ""));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("agent-out").toFile())
                .redirectError(error.toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || said().contains("watching"));
        assertThat(process.isAlive()).as(said()).isTrue();
    }

    /** Starts it and waits until it watches; its files are in {@code folder}. */
    static RunningAgent start(Path folder, String... more) throws IOException {
        return new RunningAgent(folder, List.of(), more);
    }

    /** As {@link #start}, by a command that begins with other words. */
    static RunningAgent behind(Path folder, List<String> words, String... more) throws IOException {
        return new RunningAgent(folder, words, more);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it said so far. */
    String said() throws IOException {
        return Files.readString(error);
    }

    /** Where its clients come in. */
    Path socket() {
        return socket;
    }

    /** The lines of JSON in a file that contain {@code part}. */
    static List<String> exported(Path file, String part) throws IOException {
        return Files.exists(file)
                ? Files.readString(file, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(part))
                        .toList()
                : List.of();
    }

    /** Sends a signal: {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        SkepProcess.run("kill", "-" + name, Long.toString(pid()));
    }

    /** Asks it to end; gives its exit status. */
    int end(Duration patience) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }
}
