package dev.skep.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.docker.DockerSource;
import dev.skep.identity.files.RuntimeFolders;
import dev.skep.identity.source.SourceState;
import dev.skep.testkit.container.Rootfs;
import dev.skep.testkit.container.Tool;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Docker and Podman where they are installed, each with folders of its own. */
@Tag("kernel")
class OtherRuntimesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<Path> NONE = List.of();
    private static final String NAME = "skep-test-" + ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private static long group(String path) throws Exception {
        Path group = Hierarchy.ofThisHost().mount().resolve(path);
        return ((Number) Files.getAttribute(group, "unix:ino")).longValue();
    }

    /** Podman keeps its storage mounted on itself, so that nobody could delete it. */
    private static void releaseMounts(Path storage) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String place = line.split(" ", -1)[1];
            if (place.startsWith(storage.toString())) {
                Tool.run(List.of(Tool.require("umount").toString(), "--lazy", place));
            }
        }
    }

    private static void removeGroups(String name) throws Exception {
        List<Path> mounts;
        try (Stream<Path> found = Files.walk(Path.of("/sys/fs/cgroup"), 1)) {
            mounts = found.toList();
        }
        for (Path mount : mounts) {
            // Its last process may be about to end.
            await().ignoreException(FileSystemException.class).until(() -> {
                Files.deleteIfExists(mount.resolve(name + "/conmon"));
                Files.deleteIfExists(mount.resolve(name));
                return true;
            });
        }
    }

    private static List<String> words(Object... words) {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word.toString());
        }
        return command;
    }

    @Test
    void containersOfDockerAreNamedByItsFilesAndByItsSocket() throws Exception {
        Path dockerd = Tool.require("dockerd");
        Path docker = Path.of("/usr/bin/docker");
        Path socket = folder.resolve("docker.sock");
        String host = "unix://" + socket;
        Path image = folder.resolve("image.tar");
        Tool.run(words("tar", "-C", Rootfs.make(folder.resolve("rootfs")), "-cf", image, "."));
        Process daemon = new ProcessBuilder(words(
                        dockerd,
                        "--iptables=false",
                        "--ip6tables=false",
                        "--bridge=none",
                        "--data-root",
                        folder.resolve("data"),
                        "--exec-root",
                        folder.resolve("exec"),
                        "--pidfile",
                        folder.resolve("pid"),
                        "--storage-driver",
                        "vfs",
                        "--default-ulimit",
                        "nofile=1024:1024",
                        "--host",
                        host))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        RuntimeFolders files = new RuntimeFolders(NONE, NONE, List.of(folder.resolve("data")), NONE, NONE);
        DockerSource source = new DockerSource(socket, ContainerRuntime.DOCKER);
        IdentitySettings settings = IdentitySettings.ofThisHost();
        try (HostIdentities byFiles = HostIdentities.start(settings.folders(files), List.of());
                HostIdentities bySocket = HostIdentities.start(
                        settings.folders(new RuntimeFolders(NONE, NONE, NONE, NONE, NONE)), List.of(source))) {
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.CONNECTED);
            Tool.run(words(docker, "--host", host, "import", image, "skep:1"));
            String id = Tool.run(words(
                            docker,
                            "--host",
                            host,
                            "run",
                            "--detach",
                            "--name",
                            NAME,
                            "--network",
                            "none",
                            "--security-opt",
                            "seccomp=unconfined",
                            "skep:1",
                            "/bin/sleep",
                            "60"))
                    .strip();
            long group = group("docker/" + id);
            assertThat(byFiles.await(group, Identities.PATIENCE).container().orElseThrow())
                    .satisfies(OtherRuntimesTest::isDockers);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(bySocket.of(group).container().orElseThrow())
                                    .satisfies(OtherRuntimesTest::isDockers));
            Tool.run(words(docker, "--host", host, "rm", "--force", NAME));
        } finally {
            daemon.destroy();
            daemon.waitFor();
            removeGroups("docker");
        }
    }

    private static void isDockers(Container container) {
        assertThat(container.name()).isEqualTo(NAME);
        assertThat(container.runtime()).isEqualTo(ContainerRuntime.DOCKER);
        assertThat(container.image().name()).isEqualTo("skep:1");
        assertThat(container.image().id()).startsWith("sha256:");
        assertThat(container.privileged()).isFalse();
    }

    @Test
    void containersOfPodmanAreNamedByItsFiles() throws Exception {
        Path podman = Tool.require("podman");
        Path runc = Tool.require("runc");
        Path rootfs = Rootfs.make(folder.resolve("rootfs"));
        Path storage = folder.resolve("storage");
        Path temporary = folder.resolve("run");
        List<String> command = words(
                podman,
                "--root",
                storage,
                "--runroot",
                temporary,
                "--tmpdir",
                folder.resolve("tmp"),
                "--cgroup-manager",
                "cgroupfs",
                "--runtime",
                runc);
        List<String> run = new ArrayList<>(command);
        run.addAll(words(
                "run",
                "--detach",
                "--name",
                NAME,
                "--network",
                "host",
                "--ulimit",
                "nofile=1024:1024",
                "--ulimit",
                "nproc=1000:1000",
                "--security-opt",
                "seccomp=unconfined",
                "--rootfs",
                rootfs,
                "/bin/sleep",
                "60"));
        IdentitySettings settings = IdentitySettings.ofThisHost()
                .folders(new RuntimeFolders(NONE, List.of(storage, temporary), NONE, NONE, NONE));
        try (HostIdentities identities = HostIdentities.start(settings, List.of())) {
            String id = Tool.run(run).strip();
            Container found = identities
                    .await(group("libpod_parent/libpod-" + id), Identities.PATIENCE)
                    .container()
                    .orElseThrow();
            assertThat(found.name()).isEqualTo(NAME);
            assertThat(found.runtime()).isEqualTo(ContainerRuntime.PODMAN);
            assertThat(found.id()).isEqualTo(id);
        } finally {
            List<String> remove = new ArrayList<>(command);
            remove.addAll(words("rm", "--force", "--time", "0", "--all"));
            Tool.run(remove);
            // Who watched the container starts podman once more, which mounts the storage again.
            await().atMost(SOON)
                    .until(() -> ProcessHandle.allProcesses()
                            .noneMatch(process ->
                                    process.info().commandLine().orElse("").contains(storage.toString())));
            releaseMounts(storage);
            removeGroups("libpod_parent");
        }
    }
}
