package dev.skep.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as users have it: with signals, pipes and an exit status. */
final class SkepProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path error;

    private SkepProcess(Process process, Path out, Path error) {
        this.process = process;
        this.out = out;
        this.error = error;
    }

    /** The words that start skep with the class path of these tests. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs any command to its end. */
    static void run(String... words) throws IOException, InterruptedException {
        new ProcessBuilder(words).start().waitFor();
    }

    static SkepProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, command(arguments));
    }

    /** As a user does who entered a network namespace and nothing else: /sys still shows the devices of the one before. */
    static SkepProcess startIn(String network, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + network));
        command.addAll(command(arguments));
        return start(folder, command);
    }

    /** Starts a command that begins with others, such as those that enter a namespace. */
    static SkepProcess start(Path folder, List<String> command) throws IOException {
        Path out = folder.resolve("out");
        Path error = folder.resolve("error");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(error.toFile())
                .start();
        return new SkepProcess(process, out, error);
    }

    /** Waits for the header of the columns: everything is attached then. */
    SkepProcess armed() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || Files.size(out) > 0);
        return this;
    }

    /** Waits for text on standard output. */
    void prints(String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(out).contains(text));
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + process.info().commandLine());
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String error() throws IOException {
        return Files.readString(error);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
