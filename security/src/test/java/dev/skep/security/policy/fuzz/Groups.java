package dev.skep.security.policy.fuzz;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Control groups of processes that act: containers, for policies. */
final class Groups implements AutoCloseable {
    private static final String NAME = "skep-policies-";
    private static final int COUNT = 2;

    private final List<Path> folders = new ArrayList<>();

    Groups() throws IOException {
        forgetEnded();
        for (int i = 0; i < COUNT; i++) {
            folders.add(Files.createDirectory(
                    root().resolve(NAME + ProcessHandle.current().pid() + "-" + i)));
        }
    }

    private static Path root() {
        Path root = Path.of("/sys/fs/cgroup");
        return Files.exists(root.resolve("cgroup.controllers")) ? root : root.resolve("unified");
    }

    /** Those that a run has left that was killed. */
    private static void forgetEnded() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root(), NAME + "*-*")) {
            for (Path folder : all) {
                long owner = Long.parseLong(folder.getFileName().toString().split("-", -1)[2]);
                if (ProcessHandle.of(owner).isEmpty()) {
                    Files.delete(folder);
                }
            }
        }
    }

    /** How many there are. */
    int count() {
        return folders.size();
    }

    /** Puts a process and its descendants into one of them. */
    void enter(int group, ProcessHandle process) throws IOException {
        Path members = folders.get(group).resolve("cgroup.procs");
        Files.writeString(members, Long.toString(process.pid()));
        for (ProcessHandle child : process.descendants().toList()) {
            Files.writeString(members, Long.toString(child.pid()));
        }
    }

    /** The number by which the kernel knows one of them. */
    long id(int group) throws IOException {
        return id(folders.get(group));
    }

    private static long id(Path folder) throws IOException {
        return ((Number) Files.getAttribute(folder, "unix:ino")).longValue();
    }

    /** The number of the group of this process. */
    static long own() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(each -> each.startsWith("0::"))
                .findFirst()
                .orElseThrow();
        return id(Path.of(root() + line.substring("0::".length())));
    }

    @Override
    public void close() {
        for (Path folder : folders) {
            Awaitility.await("the end of " + folder)
                    .atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> Files.deleteIfExists(folder) || Files.notExists(folder));
        }
    }
}
