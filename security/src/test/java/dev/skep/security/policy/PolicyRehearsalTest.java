package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PolicyRehearsalTest {
    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    @Test
    void takesNoRights() {
        PolicyRehearsal.run();
    }

    @Test
    @Tag("kernel")
    void leavesNothingInTheKernel() throws IOException {
        try (ProcessSensor sensor =
                ProcessSensor.start(SensorOptions.defaults("test").withoutRunning(), event -> {})) {
            PolicyRehearsal.run(sensor, () -> false);
            long before = descriptors();
            assertThat(PolicyRehearsal.run(sensor, () -> false)).isTrue();
            assertThat(descriptors()).isEqualTo(before);
            assertThat(PolicyRehearsal.attach(sensor, () -> false)).isTrue();
            // What was attached is detached in the background.
            await().until(() -> descriptors() == before);
        }
    }

    @Test
    @Tag("kernel")
    void hasPoliciesThatAreLessUsual() throws IOException {
        try (ProcessSensor sensor =
                ProcessSensor.start(SensorOptions.defaults("test").withoutRunning(), event -> {})) {
            PolicyRehearsal.run(sensor, 0, () -> false);
            long before = descriptors();
            for (int which = 0; which < PolicyRehearsal.others(); which++) {
                assertThat(PolicyRehearsal.run(sensor, which, () -> false))
                        .as("policy %d", which)
                        .isTrue();
            }
            assertThat(descriptors()).isEqualTo(before);
        }
    }

    @Test
    @Tag("kernel")
    void stopsAfterTheStepThatIsEnough() {
        try (ProcessSensor sensor =
                ProcessSensor.start(SensorOptions.defaults("test").withoutRunning(), event -> {})) {
            AtomicInteger steps = new AtomicInteger();
            assertThat(PolicyRehearsal.run(sensor, () -> steps.incrementAndGet() < 0))
                    .isTrue();
            int all = steps.get();
            assertThat(all).isGreaterThan(10);
            for (int last : List.of(1, all / 2, all)) {
                AtomicInteger left = new AtomicInteger(last);
                assertThat(PolicyRehearsal.run(sensor, () -> left.decrementAndGet() <= 0))
                        .isFalse();
                assertThat(left).hasValueBetween(-2, 0);
            }
            assertThat(PolicyRehearsal.attach(sensor, () -> true)).isFalse();
        }
    }
}
