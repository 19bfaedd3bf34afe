package dev.skep.bpf.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.program.ProgramInfo;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class ProcessDeathTest {
    @Test
    void nothingRemainsOfAProcessThatIsKilled() throws Exception {
        String name = "skep_kill_" + ProcessHandle.current().pid() % 10_000;
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AttachAndWait.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = child.inputReader(UTF_8)) {
            assertThat(output.readLine()).startsWith("attached ");
            assertThat(programs(name)).isEqualTo(2);
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
        // A link holds its program, so where no program is there is no link either.
        Awaitility.await("the kernel frees the programs")
                .atMost(Duration.ofSeconds(20))
                .until(() -> programs(name) == 0);
    }

    private static int programs(String name) {
        int count = 0;
        for (int id = ProgramInfo.nextId(0); id != 0; id = ProgramInfo.nextId(id)) {
            if (ProgramInfo.ofId(id).map(ProgramInfo::name).filter(name::equals).isPresent()) {
                count++;
            }
        }
        return count;
    }
}
