package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.events.Stage;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class ThrottleTest {
    private static final int MOST = 200;
    private static final int MANY = 1_000;

    private final List<ProcessThrottle> throttles = new CopyOnWriteArrayList<>();
    private final List<Path> groups = new ArrayList<>();
    private Path busy;
    private Path calm;

    @BeforeEach
    void makeGroups() throws IOException {
        Skip.onSlowProcessor();
        Path root = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields[2].equals("cgroup2"))
                .map(fields -> Path.of(fields[1]))
                .findFirst()
                .orElseThrow();
        String name = "skep-throttle-" + ProcessHandle.current().pid();
        busy = group(root.resolve(name));
        calm = group(root.resolve(name + "-calm"));
    }

    private Path group(Path path) throws IOException {
        groups.add(Files.createDirectory(path));
        return path;
    }

    @AfterEach
    void removeGroups() {
        // The last process may not have left them yet.
        for (Path group : groups) {
            await().ignoreExceptions().until(() -> Files.deleteIfExists(group));
        }
    }

    private static void spawn(Path group, int count) throws IOException, InterruptedException {
        String loop = "echo $$ > " + group.resolve("cgroup.procs") + " && for i in $(seq " + count + "); do /bin/true "
                + group.getFileName() + "; done";
        assertThat(new ProcessBuilder("bash", "-c", loop).start().waitFor()).isZero();
    }

    private static long told(Watch watch, Path group) {
        String name = String.valueOf(group.getFileName());
        return watch.execs().stream()
                .filter(exec -> exec.process().program().arguments().text().equals(name))
                .count();
    }

    /** Of the busy group; others may be busy on this host. */
    private List<ProcessThrottle> throttles() throws IOException {
        Object id = Files.getAttribute(busy, "unix:ino");
        return throttles.stream()
                .filter(throttle -> id.equals(throttle.cgroupId()))
                .toList();
    }

    @Test
    void aGroupThatMakesProcessesInALoopIsNotToldOfUntilItIsQuiet() throws Exception {
        try (Watch watch = new Watch(SensorOptions.defaults("test").with(new EventRate(MOST, Duration.ofSeconds(1))))) {
            watch.sensor().tellThrottles(throttles::add);
            spawn(busy, MANY);

            await().until(() -> throttles().size() == 1);
            assertThat(throttles().getFirst().begins()).isTrue();
            assertThat(told(watch, busy)).isLessThan(MANY / 2);
            assertThat(watch.sensor().losses()).anySatisfy(loss -> {
                assertThat(loss.stage()).isEqualTo(Stage.RATE);
                assertThat(loss.events()).isGreaterThan(MANY);
            });
            spawn(calm, 3);
            await().until(() -> told(watch, calm) == 3);

            await().atMost(Duration.ofSeconds(30)).until(() -> throttles().size() == 2);
            ProcessThrottle end = throttles().getLast();
            assertThat(end.begins()).isFalse();
            assertThat(Duration.between(throttles().getFirst().time(), end.time()))
                    .isGreaterThan(Duration.ofSeconds(5));
            long before = told(watch, busy);
            spawn(busy, 3);
            await().until(() -> told(watch, busy) == before + 3);
        }
    }

    @Test
    void withoutALimitEverythingIsTold() throws Exception {
        try (Watch watch = Watch.start()) {
            watch.sensor().tellThrottles(throttles::add);
            spawn(busy, MANY);

            await().until(() -> told(watch, busy) == MANY);
            assertThat(throttles).isEmpty();
        }
    }
}
