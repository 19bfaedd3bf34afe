package dev.skep.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.agent.MadeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    private Path folder;

    @Test
    void followsTheFilesUntilItIsClosed() throws IOException {
        MadeEngine engine = new MadeEngine();
        Path late = folder.resolve("late");
        Path file = late.resolve("1.yaml");
        try (FolderWatch watch = FolderWatch.start(late, Texts.READER, new PolicyManager(engine))) {
            assertThat(watch).isNotNull();
            Files.createDirectory(late);
            Files.writeString(file, Texts.policy("a", "1"));
            await().untilAsserted(() -> assertThat(engine.inForce()).containsExactly("a"));

            Files.writeString(file, Texts.policy("b", "1"));
            await().untilAsserted(() -> assertThat(engine.inForce()).containsExactly("b"));

            Files.delete(file);
            await().untilAsserted(() -> assertThat(engine.inForce()).isEmpty());
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("policy files");
    }
}
