package dev.skep.testkit.container;

import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Programs that tests run. */
public final class Tool {
    private Tool() {}

    /** The program of this name, or the test is skipped and says so. */
    public static Path require(String name) {
        return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> Skip.because(name + " is not installed"));
    }

    /** Runs a command that has to succeed, and gives its output. */
    public static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("skep-tool-", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Assertions.assertTrue(ended, () -> command + " does not end; it said " + text);
            Assertions.assertEquals(0, process.exitValue(), () -> command + " said " + text);
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
