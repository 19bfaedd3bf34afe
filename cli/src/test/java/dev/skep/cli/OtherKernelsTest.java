package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that run commands and tests on other kernels: what they refuse, and what they pass through. */
final class OtherKernelsTest {
    private static final Path ROOT = Path.of(System.getProperty("skep.root"));
    private static final String RUN_IN_KERNEL =
            ROOT.resolve("kernels/run-in-kernel.sh").toString();
    private static final int MISTAKE = 126;
    private static final int TIMEOUT = 124;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root", "JAVA_HOME", System.getProperty("java.home")));

    @Test
    void aCallWithoutKernelIsAMistake() throws Exception {
        assertThat(run(RUN_IN_KERNEL)).isEqualTo(mistake("no kernel (--help)"));
        assertThat(run(RUN_IN_KERNEL, "--prepare")).isEqualTo(mistake("no kernel (--help)"));
    }

    @Test
    void aCallWithoutCommandIsAMistake() throws Exception {
        assertThat(run(RUN_IN_KERNEL, "6.12")).isEqualTo(mistake("no command (--help)"));
        assertThat(run(RUN_IN_KERNEL, "6.12", "--")).isEqualTo(mistake("no command (--help)"));
    }

    @Test
    void optionsAreChecked() throws Exception {
        assertThat(run(RUN_IN_KERNEL, "--fast", "6.12", "true")).isEqualTo(mistake("unknown option --fast (--help)"));
        assertThat(run(RUN_IN_KERNEL, "--timeout")).isEqualTo(mistake("--timeout takes a value (--help)"));
        assertThat(run(RUN_IN_KERNEL, "--timeout", "soon", "6.12", "true"))
                .isEqualTo(mistake("--timeout soon: not a number of seconds"));
        assertThat(run(RUN_IN_KERNEL, "--cpus", "0", "6.12", "true"))
                .isEqualTo(mistake("--cpus 0: not a number of processors"));
        assertThat(run(RUN_IN_KERNEL, "--fs", "nfs", "6.12", "true")).isEqualTo(mistake("--fs nfs: virtiofs or 9p"));
        assertThat(run(RUN_IN_KERNEL, "--rw", "here", "6.12", "true"))
                .isEqualTo(mistake("--rw here: not the absolute path of a folder"));
    }

    @Test
    void anUnknownKernelIsNamed() throws Exception {
        String words = "unknown kernel 5.99: use 6.1, 6.12, 7, the name of a Debian suite, or a folder (--list)";
        environment.put("SKEP_QEMU", "/bin/true");
        assertThat(run(RUN_IN_KERNEL, "5.99", "--", "true")).isEqualTo(mistake(words));
        assertThat(run(ROOT.resolve("skep").toString(), "test", "--kernel", "5.99"))
                .isEqualTo(mistake(words));
    }

    @Test
    void aMissingQemuIsNamedWithItsPackages() throws Exception {
        environment.put("SKEP_QEMU", "/nowhere/qemu");
        assertThat(run(RUN_IN_KERNEL, "6.12", "--", "true"))
                .isEqualTo(
                        mistake("no QEMU at /nowhere/qemu: apt-get install qemu-system-x86 busybox-static kmod zstd lz4"
                                + " xz-utils"));
    }

    @Test
    void aMirrorThatCannotBeReachedIsNamed() throws Exception {
        environment.put("SKEP_QEMU", "/bin/true");
        environment.put("SKEP_KERNELS", folder.resolve("kernels").toString());
        environment.put("SKEP_KERNELS_MIRROR", "http://127.0.0.1:1");
        Run run = run(RUN_IN_KERNEL, "--prepare", "6.12");
        assertThat(run.status()).isEqualTo(MISTAKE);
        assertThat(run.error())
                .endsWith("run-in-kernel.sh: no list of packages of trixie from http://127.0.0.1:1/debian"
                        + " (SKEP_KERNELS_MIRROR names another mirror)\n");
    }

    @Test
    void aKernelOfAnotherVersionIsNotTaken() throws Exception {
        environment.put("SKEP_QEMU", "/bin/true");
        environment.put("SKEP_KERNELS", folder.toString());
        Path kernel = Files.createDirectory(folder.resolve("trixie-backports-cloud-amd64"));
        Files.writeString(kernel.resolve("release"), "7.5.1-cloud-amd64\n");
        assertThat(run(RUN_IN_KERNEL, "--list")).isEqualTo(new Run(0, kernel + ": 7.5.1-cloud-amd64\n", ""));
        assertThat(run(RUN_IN_KERNEL, "--prepare", "7")).isEqualTo(new Run(0, "7: 7.5.1-cloud-amd64\n", ""));
        assertThat(run(RUN_IN_KERNEL, "--prepare", "7.3"))
                .isEqualTo(mistake(
                        kernel + " is 7.5.1-cloud-amd64, not 7.3: ask for 7, or remove the folder to have the newest"));
    }

    @Test
    void testsOfAnotherKernelTakeOneExpression() throws Exception {
        String test = ROOT.resolve("kernels/test").toString();
        assertThat(run(test)).isEqualTo(new Run(1, "", "kernels/test: no kernel: try kernels/test 6.12\n"));
        assertThat(run(test, "6.12", "--", "A", "B"))
                .isEqualTo(new Run(1, "", "kernels/test: one regular expression is enough: 'A|B'\n"));
        assertThat(run(test, "--slow", "6.12"))
                .isEqualTo(new Run(
                        1, "", "kernels/test: unknown option --slow: kernels/test [--quick] KERNEL... [-- CLASS]\n"));
    }

    @Test
    @Tag("kernel")
    void outputErrorsAndStatusComeBackFromTheGuest() throws Exception {
        assumeKernel();
        Run run = run(
                RUN_IN_KERNEL,
                "--env",
                "GREETING=a b",
                "6.12",
                "--",
                "uname -r; echo \"$GREETING\" >&2; touch /etc/changed && exit 7");
        assertThat(run.out()).startsWith("6.12.");
        assertThat(run.error()).isEqualTo("a b\n");
        assertThat(run.status()).isEqualTo(7);
        assertThat(Path.of("/etc/changed")).doesNotExist();
    }

    @Test
    @Tag("kernel")
    void aGuestThatDoesNotEndIsEnded() throws Exception {
        assumeKernel();
        Run run = run(RUN_IN_KERNEL, "--timeout", "3", "6.12", "--", "sleep", "1000");
        assertThat(run.status()).isEqualTo(TIMEOUT);
        assertThat(run.error()).contains("no end after 3 s");
    }

    /** Nothing is downloaded in the middle of tests. */
    private void assumeKernel() throws Exception {
        Skip.unless(System.getenv("SKEP_GUEST_KERNEL") == null, "a guest inside of a guest takes too long");
        environment.put("SKEP_KERNELS_MIRROR", "http://127.0.0.1:1");
        Run run = run(RUN_IN_KERNEL, "--prepare", "6.12");
        String reason = run.error().lines().reduce("", (before, line) -> line);
        Skip.unless(run.status() == 0, "no guest with Linux 6.12: " + reason);
    }

    private static Run mistake(String words) {
        return new Run(MISTAKE, "", "run-in-kernel.sh: " + words + "\n");
    }

    private Run run(String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path error = Files.createTempFile(folder, "error", "");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Run(status, Files.readString(out), Files.readString(error));
    }

    private record Run(int status, String out, String error) {}
}
