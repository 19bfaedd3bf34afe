package dev.skep.bpf.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceFsTest {
    @TempDir
    private Path directory;

    @Test
    @Tag("kernel")
    void findsTracepointsOfTheRunningKernel() {
        TraceFs traceFs = TraceFs.instance();
        TracepointFormat format = traceFs.format("sched/sched_process_exec");
        assertThat(format.id()).isEqualTo(traceFs.eventId("sched/sched_process_exec"));
        assertThat(format.field("pid")).isPresent();
        assertThat(traceFs.hasEvent("sched/sched_process_exec")).isTrue();
        assertThat(traceFs.hasEvent("sched/sched_no_such_event")).isFalse();
        assertThat(traceFs.tracePipe()).exists();
    }

    @Test
    @Tag("kernel")
    void saysThatAnEventDoesNotExist() {
        assertThatThrownBy(() -> TraceFs.instance().eventId("sched/sched_no_such_event"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessage("tracepoint sched/sched_no_such_event is not available:"
                        + " this kernel has none of that name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "openat", "/openat", "syscalls/", "a/b/c", "../etc", "a/.."})
    void refusesWhatIsNoNameOfATracepoint(String name) {
        TraceFs traceFs = TraceFs.at(directory);
        assertThatThrownBy(() -> traceFs.eventId(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnIdThatIsNoNumber() throws IOException {
        Path event = Files.createDirectories(directory.resolve("events/a/b"));
        Files.writeString(event.resolve("id"), "seven\n");
        assertThatThrownBy(() -> TraceFs.at(directory).eventId("a/b")).isInstanceOf(MalformedInputException.class);
    }
}
