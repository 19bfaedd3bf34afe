package dev.skep.testkit.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A containerd of the test's own, with its own folders and socket. */
public final class Containerd implements AutoCloseable {
    /** The image that sandboxes and containers are made from. */
    public static final String IMAGE = "localhost/skep/busybox:1";

    private static final String READY = "containerd successfully booted";

    private final Path containerd = Tool.require("containerd");
    private final Path ctr = Tool.require("ctr");
    private final Path folder;
    private final Path rootfs;
    private Process process;

    /** Starts it. */
    public Containerd(Path folder) throws IOException, InterruptedException {
        Tool.require("runc");
        this.folder = folder;
        rootfs = Rootfs.make(folder.resolve("rootfs"));
        Files.writeString(folder.resolve("config.toml"), """
                version = 2
                root = "%1$s/root"
                state = "%1$s/state"
                disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs",
                    "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs"]
                [grpc]
                  address = "%1$s/containerd.sock"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%2$s"
                  restrict_oom_score_adj = true
                  [plugins."io.containerd.grpc.v1.cri".containerd]
                    snapshotter = "native"
                """.formatted(folder, IMAGE));
        process = launch();
    }

    /** Starts it, and reads what it says until it says that it serves; nobody asks for the rest. */
    private Process launch() throws IOException {
        Process started = new ProcessBuilder(
                        containerd.toString(),
                        "--config",
                        folder.resolve("config.toml").toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader words = started.inputReader();
        StringBuilder said = new StringBuilder();
        String line = words.readLine();
        while (line != null && !line.contains(READY)) {
            said.append(line).append('\n');
            line = words.readLine();
        }
        Assertions.assertNotNull(line, () -> "containerd ended before it was ready; it said\n" + said);
        Thread.ofVirtual().start(() -> discard(words));
        return started;
    }

    private static void discard(BufferedReader words) {
        try {
            words.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // Nothing more is said.
        }
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(ctr.toString(), "--address", socket().toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** Where it listens. */
    public Path socket() {
        return folder.resolve("containerd.sock");
    }

    /** Its state, with the bundles. */
    public Path state() {
        return folder.resolve("state");
    }

    /** Makes {@link #IMAGE} known to Kubernetes' part of it. */
    public void importImage() throws IOException, InterruptedException {
        Path archive = OciImage.make(Files.createDirectories(folder.resolve("image")), rootfs, IMAGE);
        Tool.run(command("--namespace", "k8s.io", "images", "import", archive.toString()));
    }

    /** Runs a container in a namespace of its clients, to its end. */
    public void run(String id, String program) throws IOException, InterruptedException {
        Tool.run(command(
                "--namespace",
                Runc.group("").replace("/", ""),
                "run",
                "--rm",
                "--rootfs",
                rootfs.toString(),
                id,
                program));
    }

    /** Ends it as a crash would: containers go on. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts it again. */
    public void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
