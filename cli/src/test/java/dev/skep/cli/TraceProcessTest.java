package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace commands as users run them. */
@Tag("kernel")
class TraceProcessTest {
    @TempDir
    private Path folder;

    private static void shell(String script) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Test
    void ctrlCIsTheNormalEndAndSaysHowMuchWasSeen() throws Exception {
        try (SkepProcess skep = SkepProcess.start(folder, "trace", "open", "-P", own(), "-x", "-e")
                .armed()) {
            shell("exec cat '" + folder + "/miss ing'");
            skep.prints("miss ing");
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .startsWith("PID    COMM              FD ERR FLAGS    ERROR    PATH\n")
                    .containsPattern("(?m)^\\d+ +cat +-1   2 00000000 ENOENT   " + folder + "/miss ing$");
            assertThat(skep.error()).matches("skep trace open: \\d+ events?, 0 lost\n");
        }
    }

    @Test
    void theColumnsAreThoseOfExecsnoop() throws Exception {
        try (SkepProcess skep = SkepProcess.start(folder, "trace", "exec", "-P", own(), "-U", "-n", "true")
                .armed()) {
            shell("exec /bin/true one 'two three'");
            skep.prints("/bin/true");
            skep.signal("TERM");
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .startsWith("UID    PCOMM            PID    PPID   RET ARGS\n")
                    .containsPattern("(?m)^0      true             \\d+ +" + own() + " +0 /bin/true one two three$");
        }
    }

    @Test
    void jsonTellsNamesApartThatAreNotText() throws Exception {
        try (SkepProcess skep = SkepProcess.start(
                folder,
                "trace",
                "open",
                "-o",
                "json",
                "-P",
                own(),
                "-n",
                "cat",
                "--count",
                "1",
                "--path",
                "/nowhere/")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                shell("exec cat \"$(printf '/nowhere/a\\nb\\377')\"");
                return Files.size(folder.resolve("out")) > 0;
            });
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .contains("\"comm\":\"cat\",\"fd\":-1,\"err\":2,\"error\":\"ENOENT\",\"flags\":0,"
                            + "\"flagnames\":\"O_RDONLY\",\"path\":\"/nowhere/a\\nb\\ufffd\",\"complete\":true}\n")
                    .startsWith("{\"time\":\"20");
        }
    }

    @Test
    void columnsAreChosenByName() throws Exception {
        try (SkepProcess skep = SkepProcess.start(
                        folder, "trace", "open", "-P", own(), "-n", "cat", "--columns", "path,comm,error")
                .armed()) {
            shell("exec cat /nowhere/file");
            skep.prints("/nowhere/file");
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .startsWith("PATH COMM             ERROR\n")
                    .contains("/nowhere/file cat              ENOENT\n");
        }
    }

    @Test
    void aReaderThatHasSeenEnoughEndsItQuietly() throws Exception {
        String script = "\"$@\" 2>" + folder + "/error | head -3 >" + folder + "/out; echo ${PIPESTATUS[0]}";
        Process bash = new ProcessBuilder(words(script, "trace", "open"))
                .redirectErrorStream(true)
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            shell("cat /etc/passwd");
            return !bash.isAlive();
        });
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("0\n");
        assertThat(Files.readAllLines(folder.resolve("out"))).hasSize(3);
        assertThat(Files.readString(folder.resolve("error"))).isEmpty();
    }

    @Test
    void aReaderThatGoesEndsItAlsoWhenNothingHappens() throws Exception {
        Process bash = new ProcessBuilder(
                        words("\"$@\" | head -1; echo ${PIPESTATUS[0]}", "trace", "open", "-n", "no-such-process"))
                .redirectErrorStream(true)
                .start();
        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .endsWith("PATH\n0\n");
    }

    /** A script of bash whose arguments start skep. */
    private static List<String> words(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        words.addAll(SkepProcess.command(arguments));
        return words;
    }

    @Test
    void nobodyReadingIsNoReasonToSlowAnybodyDownButToCount() throws Exception {
        Path fifo = folder.resolve("fifo");
        shell("mkfifo " + fifo);
        List<String> words = new ArrayList<>(SkepProcess.command("trace", "open", "-P", own()));
        List<String> shell =
                new ArrayList<>(List.of("bash", "-c", "exec \"$@\" >" + fifo + " 2>" + folder + "/error", "bash"));
        shell.addAll(words);
        Process skep = new ProcessBuilder(shell).start();
        try (var reader = Files.newInputStream(fifo)) {
            assertThat(reader.readNBytes(3)).containsExactly('P', 'I', 'D');
            // Far more than pipe and ring hold.
            Process load = new ProcessBuilder(
                            "/bin/sh", "-c", "i=0; while [ $i -lt 200000 ]; do : </dev/null; i=$((i+1)); done")
                    .start();
            assertThat(load.waitFor(60, TimeUnit.SECONDS)).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(skep.pid()))
                    .start()
                    .waitFor();
            assertThat(skep.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(skep.exitValue()).isZero();
            assertThat(Files.readString(folder.resolve("error")))
                    .matches("(?s)(.*\n)?skep trace open: \\d+ events, [1-9]\\d+ lost.*\n");
        } finally {
            skep.destroyForcibly();
        }
    }

    @Test
    void aFullDiskIsAnError() throws Exception {
        Process skep = new ProcessBuilder(words("exec \"$@\" >/dev/full", "trace", "open")).start();
        assertThat(skep.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(skep.exitValue()).isEqualTo(1);
        assertThat(new String(skep.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("skep trace open: write output: No space left on device\n");
    }

    @Test
    void durationAndCountEndIt() throws Exception {
        try (SkepProcess skep =
                SkepProcess.start(folder, "trace", "exec", "-P", own(), "-n", "no-such", "-d", "100ms")) {
            assertThat(skep.status()).isZero();
            assertThat(skep.error()).isEqualTo("skep trace exec: 0 events, 0 lost\n");
        }
        try (SkepProcess skep = SkepProcess.start(folder, "trace", "exec", "-P", own(), "-n", "true", "--count", "2")
                .armed()) {
            shell("exec true");
            shell("exec true");
            shell("exec true");
            assertThat(skep.status()).isZero();
            assertThat(skep.out().lines()).hasSize(3);
            assertThat(skep.error()).isEqualTo("skep trace exec: 2 events, 0 lost\n");
        }
    }

    @Test
    void nothingStaysAttachedWhenItIsKilled() throws Exception {
        int before = programs();
        try (SkepProcess skep = SkepProcess.start(folder, "trace", "open", "-n", "no-such-process")
                .armed()) {
            assertThat(programs()).isGreaterThan(before);
            skep.signal("KILL");
            assertThat(skep.status()).isEqualTo(137);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> programs() <= before);
    }

    /** Programs of this command in the kernel, as their owner's memory says: other tests load others. */
    private static int programs() throws IOException {
        int found = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                found += holdsTraceOfNobody(process) ? 1 : 0;
            }
        }
        return found;
    }

    private static boolean holdsTraceOfNobody(Path process) {
        try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            if (!Files.readString(process.resolve("cmdline")).contains("no-such-process")) {
                return false;
            }
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().contains("bpf-prog")) {
                    return true;
                }
            }
            return false;
        } catch (IOException gone) {
            return false;
        }
    }
}
