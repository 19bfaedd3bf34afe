package dev.skep.identity.scene;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A containerd of the test's own, with its own folders and socket. */
public final class Containerd implements AutoCloseable {
    /** The image that sandboxes and containers are made from. */
    public static final String IMAGE = "localhost/skep/busybox:1";

    private static final Duration STARTS = Duration.ofSeconds(30);

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
        awaitReady();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        containerd.toString(),
                        "--config",
                        folder.resolve("config.toml").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void awaitReady() {
        await().atMost(STARTS)
                .until(() -> new ProcessBuilder(command("version"))
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0);
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
        awaitReady();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
