package dev.skep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPracticeTest {
    @TempDir
    private Path folder;

    private static boolean practises() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("server practice"));
    }

    @Test
    void endsWhereNobodyListens() {
        try (ServerPractice _ = ServerPractice.begin(folder.resolve("none.sock"))) {
            await().until(() -> !practises());
        }
    }

    @Test
    void stopsWhenItIsToldTo() {
        ServerPractice.begin(folder.resolve("none.sock")).close();
        assertThat(practises()).isFalse();
    }
}
