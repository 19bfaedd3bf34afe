package dev.skep.compiler.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A cgroup of one test, and processes in it; closing removes it. */
public final class TestCgroup implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path before;
    private final Path folder;

    /** Makes it. */
    public TestCgroup() {
        try {
            before = own();
            folder = root().resolve("skep-hook-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new IllegalStateException("make a cgroup", e);
        }
    }

    /** Where cgroup v2 is mounted. */
    private static Path root() throws IOException {
        for (String mount : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String[] fields = mount.split(" ");
            if (fields[2].equals("cgroup2")) return Path.of(fields[1]);
        }
        throw new IllegalStateException("cgroup v2 is not mounted");
    }

    /** Moves this JVM into it; closing moves it back. Sockets belong to the cgroup in which they were made. */
    public TestCgroup enter() {
        move(folder);
        return this;
    }

    private static void move(Path to) {
        try {
            Files.writeString(
                    to.resolve("cgroup.procs"),
                    Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new IllegalStateException("enter " + to, e);
        }
    }

    private static Path own() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            if (line.startsWith("0::/")) return root().resolve(line.substring("0::/".length()));
        }
        throw new IllegalStateException("this process is in no cgroup v2");
    }

    /** Its folder. */
    public String folder() {
        return folder.toString();
    }

    /** What a command left. */
    public record Outcome(int status, String output) {}

    /** Runs a shell command in the cgroup. */
    public Outcome run(String command) {
        String whole = "echo $$ > " + folder.resolve("cgroup.procs") + " && { " + command + "; }";
        try {
            Process process = new ProcessBuilder("bash", "-c", whole)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(command, e);
        }
    }

    @Override
    public void close() {
        move(before);
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new IllegalStateException("remove a cgroup", e);
        }
    }
}
