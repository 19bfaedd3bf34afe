package dev.skep.trace.open;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.trace.RawText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletePathTest {
    private final RawText path = new RawText(16);

    private boolean write(String name, String directory, int state) {
        RawText names = new RawText(16);
        StringBuilder text = new StringBuilder(name);
        for (String component : directory.split("/", -1)) {
            if (!component.isEmpty()) {
                text.insert(name.length(), component + '\0');
            }
        }
        names.assign(text.toString());
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return new CompletePath().write(names, length, state, path);
    }

    @ParameterizedTest
    @CsvSource({
        "file, /a/b, /a/b/file",
        "./file, /a/b, /a/b/file",
        "../file, /a/b, /a/file",
        "../../file, /a/b, /file",
        "../../../file, /a/b, /file",
        "./.././file, /a/b, /a/file",
        "x/../file, /a/b, /a/b/x/../file",
        ".hidden, /a/b, /a/b/.hidden",
        "..., /a/b, /a/b/...",
        ".., /a/b, /a",
        "../.., /a/b, /",
        "., /a/b, /a/b",
        "., '', /",
        "file, '', /file",
        "x//y/, /a, /a/x//y/",
        ".//file, /a, /a/file",
        "/abs, /a, /abs",
    })
    void joinsNameAndDirectory(String name, String directory, String expected) {
        assertThat(write(name, directory, PathState.COMPLETE)).isTrue();
        assertThat(path).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"file, b/c, ?/b/c/file", "../file, b/c, ?/b/file", "../../../file, b/c, ?/../file"})
    void marksWhatHasLostItsRoot(String name, String directory, String expected) {
        assertThat(write(name, directory, PathState.CUT)).isFalse();
        assertThat(path).hasToString(expected);
    }

    @Test
    void marksANameWithoutDirectory() {
        assertThat(write("file", "", PathState.NO_DIRECTORY)).isFalse();
        assertThat(path).hasToString("?/file");
        assertThat(write("/abs", "", PathState.NO_DIRECTORY)).isTrue();
        assertThat(write("", "", PathState.NO_NAME)).isFalse();
        assertThat(path).hasToString("?");
    }
}
