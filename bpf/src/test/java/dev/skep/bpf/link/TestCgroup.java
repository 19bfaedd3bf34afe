package dev.skep.bpf.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A cgroup of one test; closing removes it. */
final class TestCgroup implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;

    TestCgroup() throws IOException {
        folder = root().resolve("skep-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Files.createDirectory(folder);
    }

    /** Where cgroup v2 is mounted. */
    private static Path root() throws IOException {
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts"));
        for (String mount : mounts) {
            String[] fields = mount.split(" ", -1);
            if (fields[2].equals("cgroup2")) {
                return Path.of(fields[1]);
            }
        }
        throw new IllegalStateException("cgroup v2 is not mounted");
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Files.delete(folder);
    }
}
