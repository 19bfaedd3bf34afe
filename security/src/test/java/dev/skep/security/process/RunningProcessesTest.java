package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.events.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that are older than the sensor, and those that start while it starts. */
@Tag("kernel")
class RunningProcessesTest {
    @Test
    void whatRunsAlreadyIsToldFirstAndItsEndLater() throws Exception {
        java.lang.Process child = new ProcessBuilder("/bin/sleep", "1000")
                .directory(Path.of("/usr/share").toFile())
                .start();
        int pid = (int) child.pid();
        // The JDK's own helper becomes the program.
        await().until(() -> child.info().command().orElse("").endsWith("sleep"));
        try (Watch watch = Watch.start()) {
            Process process = watch.exec(pid).process();
            assertThat(process.program().binary()).endsWith("/sleep");
            assertThat(process.program().arguments().words()).containsExactly("1000");
            assertThat(process.program().directory()).isEqualTo("/usr/share");
            assertThat(process.flags()).hasToString("procFS");
            assertThat(process.startTime())
                    .isBetween(
                            child.info().startInstant().orElseThrow().minusSeconds(2),
                            child.info().startInstant().orElseThrow().plusSeconds(2));
            assertThat(watch.exec(pid).parent().orElseThrow().pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
            assertThat(watch.sensor().running(pid)).contains(process);
            child.destroyForcibly().waitFor();
            watch.awaitExit(pid);
            assertThat(watch.exit(pid).process()).isSameAs(process);
            assertThat(SignalName.of(watch.exit(pid).signal())).isEqualTo("SIGKILL");
            assertThat(watch.sensor().running(pid)).isEmpty();
            assertThat(watch.sensor().find(process.id())).contains(process);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aSinkThatThrowsLosesThatEventOnly() throws Exception {
        List<ProcessExit> exits = new CopyOnWriteArrayList<>();
        SensorOptions options = SensorOptions.defaults("test").withoutRunning();
        try (ProcessSensor sensor = ProcessSensor.start(options, event -> {
            switch (event) {
                case ProcessExec _ -> throw new IllegalStateException("refused");
                case ProcessExit exit -> exits.add(exit);
            }
        })) {
            java.lang.Process child = new ProcessBuilder("/bin/true").start();
            child.waitFor();
            await().until(() -> exits.stream().anyMatch(exit -> exit.process().pid() == child.pid()));
            assertThat(sensor.losses()).anySatisfy(loss -> {
                assertThat(loss.stage()).isEqualTo(Stage.SINK);
                assertThat(loss.events()).isPositive();
            });
        }
    }

    @Test
    void theFirstProcessAndKernelThreadsAreThere() throws Exception {
        try (Watch watch = Watch.start()) {
            assertThat(watch.sensor().running(1).orElseThrow().parentId()).isEmpty();
            Process kthreadd = watch.sensor().running(2).orElseThrow();
            assertThat(kthreadd.program().binary()).isEqualTo("kthreadd");
            assertThat(kthreadd.program().directory()).isEmpty();
            assertThat(kthreadd.flags()).hasToString("procFS nocwd");
        }
    }

    @Test
    void noneIsLostOrToldTwiceBetweenTheListAndTheFirstEvents() throws Exception {
        java.lang.Process storm =
                new ProcessBuilder("/bin/sh", "-c", "while :; do /bin/true & /bin/true; (exit 1); done").start();
        try (Watch watch = Watch.start()) {
            AtomicInteger exits = new AtomicInteger();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                exits.set(watch.exits().size());
                return exits.get() > 300;
            });
            storm.destroyForcibly().waitFor();
            Set<ExecId> told = new HashSet<>();
            for (LifecycleEvent event : watch.events()) {
                Process process = event.process();
                switch (event) {
                    case ProcessExec exec ->
                        assertThat(told.add(process.id())).as("%s", exec).isTrue();
                    case ProcessExit exit -> {
                        assertThat(process.program().binary()).as("%s", exit).isNotEmpty();
                        assertThat(process.flags().has(ProcessFlag.MISS))
                                .as("%s", exit)
                                .isFalse();
                    }
                }
            }
            Set<ExecId> ended = new HashSet<>();
            assertThat(watch.exits())
                    .allSatisfy(
                            exit -> assertThat(ended.add(exit.process().id())).isTrue());
            assertThat(watch.lost()).isZero();
        } finally {
            storm.destroyForcibly().waitFor();
        }
    }
}
