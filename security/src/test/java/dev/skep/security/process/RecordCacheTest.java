package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordCacheTest {
    private final RecordCache<String> cache = new RecordCache<>(4, PathText::plain);

    private String of(String text) {
        byte[] bytes = ("??" + text + "?").getBytes(StandardCharsets.UTF_8);
        return cache.of(MemorySegment.ofArray(bytes), 2, bytes.length - 3);
    }

    @Test
    void equalBytesAreOneObject() {
        assertThat(of("/usr/bin/true")).isEqualTo("/usr/bin/true").isSameAs(of("/usr/bin/true"));
        assertThat(of("/usr/bin/tru")).isEqualTo("/usr/bin/tru");
        assertThat(of("")).isEmpty();
    }

    @Test
    void manyMoreThanItHoldsAreStillRight() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(of("/name/" + i)).isEqualTo("/name/" + i);
            }
        }
    }
}
