package dev.skep.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.skep.trace.exec.ExecFilter;
import dev.skep.trace.exec.ExecTrace;
import dev.skep.trace.filter.Cgroup;
import dev.skep.trace.filter.NamePart;
import dev.skep.trace.filter.ProcessFilter;
import dev.skep.trace.open.FlagTest;
import dev.skep.trace.open.OpenFilter;
import dev.skep.trace.open.OpenTrace;
import dev.skep.trace.open.PathPrefix;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kernel that Skep supports takes every trace, without a filter and with every filter at once. */
@Tag("kernel")
@Tag("quick")
class ProgramsLoadTest {
    private static final ProcessFilter EVERY_PROCESS_FILTER = new ProcessFilter(
            List.of(1, 2),
            List.of(3),
            List.of(0, -1),
            List.of(1),
            List.of(new NamePart("sh")),
            List.of(new Cgroup(1, 2)));

    @Test
    void opensAreTraced() throws Exception {
        try (OpenTrace trace = OpenTrace.start(OpenFilter.ALL)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                new ProcessBuilder("/bin/true").start().waitFor();
                return trace.poll(Duration.ofMillis(100), opened -> {}) > 0;
            });
        }
    }

    @Test
    void opensAreTracedWithEveryFilter() {
        OpenFilter filter = new OpenFilter(
                EVERY_PROCESS_FILTER,
                4,
                true,
                List.of(2, 13),
                List.of(new FlagTest(3, 1), new FlagTest(1, 0)),
                List.of(new PathPrefix("/etc/"), new PathPrefix("/a/longer/path/that/takes/several/words")));
        assertThatCode(() -> OpenTrace.start(filter).close()).doesNotThrowAnyException();
    }

    @Test
    void execsAreTraced() throws Exception {
        try (ExecTrace trace = ExecTrace.start(ExecFilter.ALL)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                new ProcessBuilder("/bin/true").start().waitFor();
                return trace.poll(Duration.ofMillis(100), started -> {}) > 0;
            });
            assertThat(trace.lost()).isZero();
        }
    }

    @Test
    void execsAreTracedWithEveryFilter() {
        ExecFilter filter = new ExecFilter(EVERY_PROCESS_FILTER, true, 100);
        assertThatCode(() -> ExecTrace.start(filter).close()).doesNotThrowAnyException();
    }
}
