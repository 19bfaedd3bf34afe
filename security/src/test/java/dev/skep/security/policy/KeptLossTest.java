package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.pin.BpfFileSystem;
import dev.skep.security.policy.hook.RunningKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while nobody reads is counted, also what finds no room. */
@Tag("kernel")
final class KeptLossTest {
    private static final int MANY = 300_000;

    /** What other processes of the host may do meanwhile. */
    private static final int OTHERS = 10_000;

    private static final String POLICY = """
            kprobes:
            - call: sys_umask
              syscall: true
              args:
              - index: 0
                type: int
              selectors:
              - matchArgs:
                - index: 0
                  operator: Equal
                  values: [ 4711 ]
            """;

    @TempDir
    private Path fileSystem;

    @BeforeEach
    void mount() {
        BpfFileSystem.mount(fileSystem);
    }

    @AfterEach
    void unmount() throws Exception {
        assertThat(Commands.run("umount", fileSystem.toString()).exitValue()).isZero();
    }

    private static void tell(int times) throws Exception {
        assertThat(Commands.python("import os\nfor _ in range(%d): os.umask(4711)".formatted(times))
                        .exitValue())
                .isZero();
    }

    @Test
    void countsWhatHappensWhileNobodyReads() throws Exception {
        try (Generation _ = Generation.begin(fileSystem, new RunningKernel(), POLICY)) {
            tell(1);
        }
        tell(MANY);
        try (Generation second = Generation.begin(fileSystem, new RunningKernel(), POLICY)) {
            assertThat(second.unread()).isBetween((long) MANY, (long) MANY + OTHERS);
        }
        try (Generation third = Generation.begin(fileSystem, new RunningKernel(), POLICY)) {
            assertThat(third.unread()).as("told of before").isLessThan(OTHERS);
        }
    }
}
