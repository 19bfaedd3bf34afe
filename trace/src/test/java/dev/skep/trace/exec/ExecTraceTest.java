package dev.skep.trace.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.trace.filter.Cgroup;
import dev.skep.trace.filter.NamePart;
import dev.skep.trace.filter.ProcessFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ExecTraceTest {
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final ProcessFilter CHILDREN = new ProcessFilter(
            List.of(),
            List.of(),
            List.of(),
            List.of((int) ProcessHandle.current().pid()),
            List.of(),
            List.of());

    @TempDir
    private Path folder;

    private record Seen(List<String> words, int result, boolean cut, boolean script, String comm, int ppid) {
        static Seen of(StartedProgram program) {
            byte[] text = program.text().array();
            List<String> words = new ArrayList<>();
            words.add(new String(text, 0, program.nameLength(), StandardCharsets.UTF_8));
            for (int i = 0; i < program.arguments(); i++) {
                int start = program.argumentStart(i);
                words.add(new String(text, start, program.argumentEnd(i) - start, StandardCharsets.UTF_8));
            }
            return new Seen(
                    words,
                    program.result(),
                    program.cut(),
                    program.script(),
                    program.comm().toString(),
                    program.ppid());
        }
    }

    private static List<Seen> execs(ExecFilter filter, List<String> command) throws Exception {
        List<Seen> seen = new ArrayList<>();
        try (ExecTrace trace = ExecTrace.start(filter)) {
            run(command);
            run(List.of("/bin/true", "END"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                trace.poll(Duration.ofMillis(100), program -> seen.add(Seen.of(program)));
                return seen.stream().anyMatch(one -> one.words().contains("END"));
            });
        }
        return seen.stream()
                // The JDK starts programs by one of its own.
                .filter(one ->
                        !one.comm().equals("jspawnhelper") && !one.words().contains("END"))
                .toList();
    }

    private static void run(List<String> command) throws Exception {
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static ExecFilter filter(boolean failures, int bytes) {
        return new ExecFilter(CHILDREN, failures, bytes);
    }

    @Test
    void sendsFileAndArguments() throws Exception {
        List<Seen> seen = execs(filter(false, ExecEvent.ARGUMENTS_BYTES), List.of("/bin/true", "", "b c", "ä\n"));
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.words()).containsExactly("/bin/true", "", "b c", "ä\n");
            assertThat(one.comm()).isEqualTo("true");
            assertThat(one.result()).isZero();
            assertThat(one.cut()).isFalse();
            assertThat(one.ppid()).isEqualTo((int) ProcessHandle.current().pid());
        });
    }

    @Test
    void leavesTheInterpreterOfAScriptOut() throws Exception {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh -e\nexit 0\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        List<Seen> seen = execs(filter(false, ExecEvent.ARGUMENTS_BYTES), List.of(script.toString(), "one", "two"));
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.words()).containsExactly(script.toString(), "one", "two");
            assertThat(one.script()).isTrue();
        });
    }

    @Test
    void manyArgumentsAreCutAndMarked() throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/true"));
        command.addAll(Collections.nCopies(3000, "argument"));
        List<Seen> seen = execs(filter(false, ExecEvent.ARGUMENTS_BYTES), command);
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.cut()).isTrue();
            assertThat(one.words()).hasSizeBetween(900, 912);
        });
    }

    @Test
    void theLimitOfBytesIsKept() throws Exception {
        List<Seen> seen = execs(filter(false, 16), List.of("/bin/true", "0123456789"));
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.cut()).isTrue();
            assertThat(one.words()).containsExactly("/bin/true", "012345");
        });
    }

    @Test
    void failuresComeWithTheirErrorOnRequest() throws Exception {
        Path text = Files.createFile(folder.resolve("text"));
        List<String> command = List.of("/bin/sh", "-c", "exec '" + text + "' one 'two three'");
        assertThat(execs(filter(false, ExecEvent.ARGUMENTS_BYTES), command))
                .extracting(Seen::result)
                .containsExactly(0);
        List<Seen> seen = execs(filter(true, ExecEvent.ARGUMENTS_BYTES), command);
        assertThat(seen).extracting(Seen::result).containsExactly(0, -EACCES);
        assertThat(seen.get(1).words()).containsExactly(text.toString(), "one", "two three");
        assertThat(seen.get(1).cut()).isFalse();
    }

    @Test
    void failuresOfManyArgumentsAreMarked() throws Exception {
        StringBuilder script = new StringBuilder("exec /nowhere/at-all");
        for (int i = 0; i < 50; i++) {
            script.append(" a").append(i);
        }
        List<Seen> seen = execs(filter(true, ExecEvent.ARGUMENTS_BYTES), List.of("/bin/sh", "-c", script.toString()));
        assertThat(seen).last().satisfies(one -> {
            assertThat(one.result()).isEqualTo(-ENOENT);
            assertThat(one.cut()).isTrue();
            assertThat(one.words()).startsWith("/nowhere/at-all", "a0", "a1").hasSize(32);
        });
    }

    @Test
    void onlyCertainNames() throws Exception {
        ProcessFilter names = new ProcessFilter(
                List.of(), List.of(), List.of(), CHILDREN.parents(), List.of(new NamePart("ru")), List.of());
        List<Seen> seen =
                execs(new ExecFilter(names, false, ExecEvent.ARGUMENTS_BYTES), List.of("/bin/echo", "not this"));
        assertThat(seen).isEmpty();
    }

    @Test
    void onlyACertainCgroupAndThoseBelow() throws Exception {
        Path parent = Files.createTempDirectory(cgroupMount(), "skep-test-");
        Path below = Files.createDirectory(parent.resolve("below"));
        try {
            String script =
                    "/bin/echo outside; echo $$ >" + below + "/cgroup.procs; /bin/echo inside; exec /bin/true END";
            ProcessFilter filter = new ProcessFilter(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(Cgroup.at(parent)));
            List<Seen> seen =
                    execs(new ExecFilter(filter, false, ExecEvent.ARGUMENTS_BYTES), List.of("/bin/sh", "-c", script));
            assertThat(seen).extracting(Seen::words).containsExactly(List.of("/bin/echo", "inside"));
        } finally {
            Files.delete(below);
            Files.delete(parent);
        }
    }

    private static Path cgroupMount() throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.map(line -> line.split(" ", -1))
                    .filter(fields -> fields[2].equals("cgroup2"))
                    .map(fields -> Path.of(fields[1]))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no cgroup v2 hierarchy is mounted"));
        }
    }
}
