package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PathTextTest {
    private static String reversed(String components) {
        byte[] bytes = components.getBytes(StandardCharsets.UTF_8);
        return PathText.reversed(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    @Test
    void componentsBecomeAPath() {
        assertThat(reversed("")).isEqualTo("/");
        assertThat(reversed("usr\0")).isEqualTo("/usr");
        assertThat(reversed("ä\0share\0usr\0")).isEqualTo("/usr/share/ä");
    }

    @Test
    void relativeNamesFollowTheDirectory() {
        assertThat(PathText.absolute("/usr/share", "./../bin//true")).isEqualTo("/usr/bin/true");
        assertThat(PathText.absolute("/", "true")).isEqualTo("/true");
        assertThat(PathText.absolute("/a", "../../../true")).isEqualTo("/true");
        assertThat(PathText.absolute("/a", "/b/../c")).isEqualTo("/b/../c");
        assertThat(PathText.absolute("", "true")).isEqualTo("true");
    }
}
