package dev.skep.cli;

import static org.awaitility.Awaitility.await;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.testkit.Skip;
import dev.skep.testkit.container.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A systemd of its own, in namespaces of its own, that knows one service and nothing else of this host: no unit of the distribution and
 * nothing that makes units is there, and everything but its own folders is read-only, so that nothing of what a system does when it starts reaches the host.
 */
final class SystemdHost implements AutoCloseable {
    private static final String GROUP = "skep-systemd-";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Where the unit that is tried lies, and what the first process runs; it becomes systemd. */
    private static final String BOOT = """
            set -e
            mount --make-rprivate /
            mount -t proc proc /proc
            umount -l /sys/fs/cgroup 2>/dev/null || true
            mount -t cgroup2 none /sys/fs/cgroup
            mount -t tmpfs -o mode=755 none /run
            mkdir -p /run/own/etc /run/own/etc-work /run/own/var /run/own/var-work
            mount -t overlay -o lowerdir=/etc,upperdir=/run/own/etc,workdir=/run/own/etc-work none /etc
            mount -t overlay -o lowerdir=/var,upperdir=/run/own/var,workdir=/run/own/var-work none /var
            for folder in system system-generators system-environment-generators; do
                mount -t tmpfs none /usr/lib/systemd/$folder
            done
            mount -t tmpfs none /etc/systemd/system
            mount -t tmpfs -o mode=1777 none /tmp
            for target in sysinit basic shutdown local-fs multi-user nothing; do
                printf '[Unit]\\nDefaultDependencies=no\\n' >/usr/lib/systemd/system/$target.target
            done
            mkdir -p /etc/skep
            printf '%s' "$UNIT" >/etc/systemd/system/skep-agent.service
            for folder in / /dev /sys; do mount -o remount,bind,ro $folder; done
            mount --bind /proc/sys /proc/sys
            mount -o remount,bind,ro /proc/sys
            exec env -i container=skep PATH="$PATH" /lib/systemd/systemd --system --unit=nothing.target \\
                --log-target=console --show-status=0
            """;

    /** Ends everything when its input ends, which it does when the test's process does, however that ends. */
    private static final String GUARD = """
            echo $$ >"$GROUP/cgroup.procs"
            unshare --fork --kill-child --pid --mount --cgroup --ipc --uts sh -c "$BOOT" </dev/null &
            echo $! >"$PID_FILE.next" && mv "$PID_FILE.next" "$PID_FILE"
            cat >/dev/null
            kill -KILL $!
            """;

    private final Process guard;
    private final Path group;
    private final Path log;
    private final ProcessHandle systemd;

    /** Starts it; {@code folder} is for what it says. */
    SystemdHost(Path folder, String unit) throws IOException {
        Path program = Path.of("/lib/systemd/systemd");
        Skip.unless(Files.isExecutable(program), program + " is not installed");
        Skip.unless(
                Stream.of(System.getProperty("java.class.path").split(":")).noneMatch(one -> one.startsWith("/tmp/")),
                "a service has a /tmp of its own, and these classes lie in that of the host");
        Path unified = Hierarchy.unified()
                .orElseThrow(() -> Skip.because("control groups of version 2 are not mounted"))
                .mount();
        Tool.require("unshare");
        removeLeftGroups(unified);
        group = Files.createDirectory(
                unified.resolve(GROUP + ProcessHandle.current().pid()));
        log = folder.resolve("systemd-log");
        Path pidFile = folder.resolve("systemd-pid");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", GUARD).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("GROUP", group.toString());
        builder.environment().put("BOOT", BOOT);
        builder.environment().put("UNIT", unit);
        builder.environment().put("PID_FILE", pidFile.toString());
        guard = builder.start();
        boolean started = false;
        try {
            await().atMost(SOON).until(() -> Files.exists(pidFile));
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle unshare = ProcessHandle.of(pid).orElseThrow();
            await().atMost(SOON).until(() -> first(unshare).isPresent());
            systemd = first(unshare).orElseThrow();
            await().atMost(SOON)
                    .until(() -> systemctl("is-system-running").strip().equals("running"));
            started = true;
        } finally {
            if (!started) {
                System.out.println(Files.readString(log));
                close();
            }
        }
    }

    /** Its first process, once that is systemd. */
    private static Optional<ProcessHandle> first(ProcessHandle unshare) {
        return unshare.children()
                .filter(child -> child.info().command().orElse("").endsWith("/systemd"))
                .findFirst();
    }

    private List<String> inside(String... words) {
        List<String> command = new ArrayList<>(List.of(
                "nsenter", "--target", Long.toString(systemd.pid()), "--mount", "--pid", "--cgroup", "--ipc", "--uts"));
        command.addAll(List.of(words));
        return command;
    }

    /** Asks systemd; gives what it says, whether it does what is asked or not. */
    String systemctl(String... words) throws IOException, InterruptedException {
        List<String> command = inside("systemctl", "--no-pager");
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(30, TimeUnit.SECONDS);
        return said;
    }

    /** Runs a command inside; gives its exit status. */
    int run(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(inside(words))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** A property of the service. */
    String property(String name) throws IOException, InterruptedException {
        return systemctl("show", "--property", name, "--value", "skep-agent").strip();
    }

    /** A file as it is inside. */
    Path file(String path) {
        return Path.of("/proc", Long.toString(systemd.pid()), "root").resolve(path.substring(1));
    }

    /** The service's process as the host counts. */
    long mainProcess() {
        return systemd.children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    @Override
    public void close() throws IOException {
        guard.getOutputStream().close();
        await().atMost(SOON).until(() -> !guard.isAlive());
        await().atMost(SOON).until(() -> removed(group));
    }

    /** Those of tests that were killed. */
    private static void removeLeftGroups(Path unified) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(unified, GROUP + "*")) {
            for (Path one : left) {
                long owner = Long.parseLong(one.getFileName().toString().substring(GROUP.length()));
                if (ProcessHandle.of(owner).isEmpty()) {
                    await().atMost(SOON).until(() -> removed(one));
                }
            }
        }
    }

    private static boolean removed(Path group) {
        try (Stream<Path> all = Files.walk(group)) {
            List<Path> folders = all.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path folder : folders) {
                Files.delete(folder);
            }
            return true;
        } catch (IOException busy) {
            return !Files.exists(group);
        }
    }
}
