package dev.skep.bpf.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A test class that leaves a descriptor open fails, with the place where it was opened. */
class DescriptorLeaksTest {
    /** Only then has the class below its test, which has to fail. */
    private static boolean leaking;

    static boolean leaking() {
        return leaking;
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                                .build(),
                        summary);
        return summary.getSummary();
    }

    @EnabledIf("dev.skep.bpf.sys.DescriptorLeaksTest#leaking")
    static class Leaking {
        private static @Nullable Fd left;

        @Test
        void opensAndForgets() {
            left = Fd.open("/dev/null", 0);
        }
    }

    static class Careful {
        @Test
        void opensAndCloses() {
            Fd.open("/dev/null", 0).close();
        }
    }

    @Test
    void failsTheClassThatLeaksAndShowsWhere() {
        leaking = true;
        TestExecutionSummary summary = run(Leaking.class);
        leaking = false;
        Objects.requireNonNull(Leaking.left).close();
        assertThat(summary.getFailures()).singleElement().satisfies(failure -> {
            assertThat(failure.getException()).hasMessage("1 descriptors left open");
            assertThat(failure.getException().getSuppressed()[0].getStackTrace())
                    .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("opensAndForgets"));
        });
    }

    @Test
    void passesTheClassThatCloses() {
        assertThat(run(Careful.class).getFailures()).isEmpty();
    }
}
