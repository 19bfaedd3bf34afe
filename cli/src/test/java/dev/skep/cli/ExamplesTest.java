package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file of examples/ does what it says. */
@Tag("kernel")
class ExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("skep.root"), "examples");

    @TempDir
    private Path folder;

    private static int shell(String script) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private SkepProcess run(String file, String... arguments) throws Exception {
        String[] words = new String[arguments.length + 2];
        words[0] = "run";
        words[1] = EXAMPLES.resolve(file).toString();
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        SkepProcess skep = SkepProcess.start(folder, words);
        await().atMost(Duration.ofSeconds(60)).until(() -> skep.error().contains("instructions"));
        return skep;
    }

    @Test
    void helloSaysThatItIsAlive() throws Exception {
        try (SkepProcess skep = run("Hello.java")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                shell("/bin/true");
                return skep.out().contains("I'm alive!");
            });
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .containsPattern("(?m)^\\S+-\\d+ \\[\\d+\\] \\S+ \\d+\\.\\d+: bpf_trace_printk: I'm alive!$");
        }
    }

    @Test
    void systemCallsAreCountedByName() throws Exception {
        try (SkepProcess skep = run("CountSyscalls.java")) {
            shell("cat /etc/passwd");
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out()).contains("calls\n  comm ").containsPattern("(?m)^  cat +\\d\\d+$");
        }
    }

    @Test
    void readsAreTimed() throws Exception {
        try (SkepProcess skep = run("ReadLatency.java")) {
            shell("cat /etc/passwd");
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out()).contains("nanoseconds\n", "distribution", " -> ", "|*");
            assertThat(skep.out()).doesNotContain("started");
        }
    }

    @Test
    void linesOfAShellAreRead() throws Exception {
        try (SkepProcess skep = run("Readline.java")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                shell("printf 'echo typed\\nexit\\n' | script -qc 'bash --norc -i' /dev/null");
                return skep.out().contains("text=\"echo typed\"");
            });
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out()).containsPattern("\\{pid=\\d+, text=\"exit\"}");
            assertThat(skep.error()).contains("lines: ", " records, 0 lost");
        }
    }

    @Test
    void pingsAreDropped() throws Exception {
        try (Cable cable = Cable.lay()) {
            await().atMost(Duration.ofSeconds(20)).until(cable::answersPings);
            try (SkepProcess skep = run("DropPing.java", cable.device())) {
                assertThat(cable.answersPings()).isFalse();
                skep.signal("INT");
                assertThat(skep.status()).isZero();
                assertThat(skep.out()).containsPattern("(?m)^dropped\n  key  value\n  0    [1-9]$");
            }
            await().atMost(Duration.ofSeconds(20)).until(cable::answersPings);
        }
    }

    @Test
    void aDeviceThatDoesNotExistIsNamed() throws Exception {
        SkepProcess skep = SkepProcess.start(
                folder, "run", EXAMPLES.resolve("DropPing.java").toString(), "no-such-device");
        assertThat(skep.status()).isEqualTo(1);
        assertThat(skep.error()).startsWith("skep run: DropPing: no network device no-such-device");
    }

    @Test
    void missingArgumentsAreNamed() throws Exception {
        SkepProcess skep = SkepProcess.start(
                folder, "run", EXAMPLES.resolve("DropPing.java").toString());
        assertThat(skep.status()).isEqualTo(2);
        assertThat(skep.error()).isEqualTo("skep run: DropPing takes device (String)\n");
    }

    @Test
    void eachFitsASlide() throws Exception {
        try (var files = Files.newDirectoryStream(EXAMPLES, "*.java")) {
            for (Path file : files) {
                assertThat(Files.readAllLines(file, StandardCharsets.UTF_8))
                        .describedAs(file.toString())
                        .hasSizeLessThan(75);
            }
        }
    }
}
