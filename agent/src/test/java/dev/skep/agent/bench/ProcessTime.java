package dev.skep.agent.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** CPU time of a process's threads, of those that live: {@code /proc/PID/task/TID/schedstat}. */
final class ProcessTime {
    private final Path tasks;

    ProcessTime(long pid) {
        tasks = Path.of("/proc", String.valueOf(pid), "task");
    }

    /** Of all of them together. */
    long nanos() throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                sum += nanos(task);
            }
        }
        return sum;
    }

    private static long nanos(Path task) throws IOException {
        try {
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
