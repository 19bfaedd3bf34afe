package dev.skep.security.policy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.PolicyWatch;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether system calls whose process is killed at their entry take effect: on the file system of temporary files, and on tmpfs. */
@Tag("kernel")
@TestInstance(Lifecycle.PER_CLASS)
final class GivingUpTest {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int KILLED = -9;

    private PolicyWatch watch;

    @BeforeAll
    void begin() {
        Skip.unless(System.getProperty("os.arch").equals("amd64"), "the numbers of its calls are those of x86-64");
        watch = new PolicyWatch();
    }

    @AfterAll
    void end() {
        if (watch != null) {
            watch.close();
        }
    }

    private static String killing(String call) {
        boolean path = List.of("execve", "execveat", "unlink", "mkdir").contains(call);
        return """
                tracepoints:
                - subsystem: syscalls
                  event: sys_enter_%1$s
                  args:
                  - index: %2$d
                    type: %3$s
                  selectors:
                  - matchArgs:
                    - index: %2$d
                      operator: Equal
                      values: [ "%4$s" ]
                    matchActions:
                    - action: Sigkill
                """.formatted(call, call.equals("execveat") ? 6 : 5, path ? "string" : "int", path ? "marked" : "777");
    }

    private static String run(Path folder, String call) throws Exception {
        String script;
        try (InputStream in = Objects.requireNonNull(GivingUpTest.class.getResourceAsStream("giving-up.py"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", script, folder.toString(), call)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write",
                "writev",
                "pwrite64",
                "pwritev",
                "pwritev2",
                "copy_file_range",
                "execve",
                "execveat",
                "read",
                "readv",
                "pread64",
                "preadv",
                "preadv2",
                "sendfile64",
                "fallocate",
                "unlink",
                "mkdir"
            })
    void noCallIsSaidToGiveUpThatDoesNot(String call, @TempDir Path folder) throws Exception {
        assertThat(run(Files.createDirectory(folder.resolve("free")), call)).isEqualTo("0 effect");
        watch.apply(List.of(PolicyWatch.policy("killing", killing(call))));
        Path memory = Files.createTempDirectory(MEMORY, "skep");
        try {
            String there = run(Files.createDirectory(folder.resolve("killed")), call);
            String inMemory = run(memory, call);
            assertThat(List.of(there, inMemory)).allMatch(said -> said.startsWith(KILLED + " "));
            if (GivingUp.moment(call) == Moment.BEFORE) {
                assertThat(List.of(there, inMemory)).containsOnly(KILLED + " none");
            }
        } finally {
            watch.apply(List.of());
            delete(memory);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
