package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextPartsTest {
    private final TextParts parts = new TextParts();

    private void add(int pid, int kind, long start, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parts.add(pid, kind, start, MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    @Test
    void partsOfSeveralProcessesDoNotMix() {
        add(1, 4, 10, "ab");
        add(2, 4, 20, "xy");
        add(1, 5, 10, "environment");
        add(1, 4, 10, "cd");
        assertThat(parts.take(1, 4, 10)).asString().isEqualTo("abcd");
        assertThat(parts.take(2, 4, 20)).asString().isEqualTo("xy");
        assertThat(parts.take(1, 5, 10)).asString().isEqualTo("environment");
        assertThat(parts.take(1, 4, 10)).isEmpty();
    }

    @Test
    void partsOfAnExecThatWasLostAreNotThoseOfTheNext() {
        add(1, 4, 10, "old");
        add(1, 4, 11, "new");
        assertThat(parts.take(1, 4, 11)).asString().isEqualTo("new");
        add(1, 4, 12, "lost");
        assertThat(parts.take(1, 4, 13)).isEmpty();
    }

    @Test
    void whatIsNeverTakenIsForgotten() {
        for (int pid = 0; pid < 1000; pid++) {
            add(pid, 4, 1, "text");
        }
        assertThat(parts.take(0, 4, 1)).isEmpty();
        assertThat(parts.take(999, 4, 1)).asString().isEqualTo("text");
    }

    @Test
    void longTextsThatAreNeverTakenAreForgottenSooner() {
        String megabyte = "x".repeat(1 << 20);
        for (int pid = 0; pid < 40; pid++) {
            add(pid, 4, 1, megabyte);
        }
        assertThat(parts.take(20, 4, 1)).isEmpty();
        assertThat(parts.take(39, 4, 1)).hasSize(1 << 20);
        for (int part = 0; part < 6; part++) {
            add(50, 4, 1, megabyte);
        }
        assertThat(parts.take(50, 4, 1)).hasSize(6 << 20);
    }
}
