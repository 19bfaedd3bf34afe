package dev.skep.testkit.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Containers by runc alone. */
public final class Runc {
    private static final int TRIES = 3;

    /** An error without an error: runc 1.1 says so of a first process that it did not see. */
    private static final String GIVEN_UP = "error during container init: %!w(<nil>)";

    private final Path runc = Tool.require("runc");
    private final Path folder;
    private final Path state;
    private final Path rootfs;

    /** Keeps bundles and state in {@code folder}. */
    public Runc(Path folder) throws IOException, InterruptedException {
        this(folder, folder.resolve("runc"));
    }

    /** Keeps bundles in {@code folder} and state elsewhere. */
    public Runc(Path folder, Path state) throws IOException, InterruptedException {
        this.folder = folder;
        this.state = state;
        rootfs = Rootfs.make(folder.resolve("rootfs"));
    }

    /** Where its state is. */
    public Path state() {
        return state;
    }

    /** Runs a container to its end; again, if runc gives up on it, which it does where a busy machine ends a short one before it looks. */
    public void run(String id, String... command) throws IOException, InterruptedException {
        Path bundle = bundle(id, command);
        List<String> run =
                List.of(runc.toString(), "--root", state.toString(), "run", "--bundle", bundle.toString(), id);
        for (int left = TRIES; ; left--) {
            try {
                Tool.run(run);
                return;
            } catch (AssertionError failure) {
                if (left == 1 || !String.valueOf(failure.getMessage()).contains(GIVEN_UP)) {
                    throw failure;
                }
                delete(id);
            }
        }
    }

    /** Starts a container. */
    public void start(String id, String... command) throws IOException, InterruptedException {
        Path bundle = bundle(id, command);
        Tool.run(List.of(
                runc.toString(), "--root", state.toString(), "run", "--detach", "--bundle", bundle.toString(), id));
    }

    /** Ends and removes a container. */
    public void delete(String id) throws IOException, InterruptedException {
        Tool.run(List.of(runc.toString(), "--root", state.toString(), "delete", "--force", id));
    }

    /** The folder of a container's group, below the root of a hierarchy. */
    public static String group(String id) {
        return "skep-" + ProcessHandle.current().pid() + "/" + id;
    }

    /** Removes the group that all containers were in, in every hierarchy. */
    public static void removeGroups() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String[] fields = line.split(" ", -1);
            if (fields[2].startsWith("cgroup")) {
                List<Path> tops;
                try (Stream<Path> below = Files.find(
                        Path.of(fields[1]),
                        4,
                        (path, attributes) -> path.endsWith(group("").replace("/", "")))) {
                    tops = below.toList();
                }
                for (Path top : tops) {
                    removeTree(top);
                }
            }
        }
    }

    private static void removeTree(Path top) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.find(top, 10, (path, attributes) -> attributes.isDirectory())) {
            folders = all.toList();
        }
        for (Path folder : folders.reversed()) {
            Files.delete(folder);
        }
    }

    private Path bundle(String id, String... command) throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundles").resolve(id));
        String arguments = Stream.of(command).map(word -> '"' + word + '"').collect(Collectors.joining(","));
        Files.writeString(bundle.resolve("config.json"), """
                {"ociVersion": "1.0.2",
                 "process": {"user": {"uid": 0, "gid": 0}, "args": [%s], "env": ["PATH=/bin"], "cwd": "/"},
                 "root": {"path": "%s", "readonly": false},
                 "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
                            {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"}],
                 "linux": {"cgroupsPath": "/%s", "namespaces": [{"type": "pid"}, {"type": "mount"}]}}
                """.formatted(arguments, rootfs, group(id)));
        return bundle;
    }
}
