package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong programs and the whole message that each of them gets: {@code src/test/resources/refusals} has one file for each program, and
 * {@code messages.txt} what the compiler says. {@code -Dskep.golden=write} writes the messages anew, to be read before they are
 * committed.
 */
class RefusalTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("skep.root"), "compiler", "src", "test", "resources", "refusals");
    private static final Path MESSAGES = FOLDER.resolve("messages.txt");
    private static final String HEADING = "== ";
    private static final int FEWEST = 60;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static WrongPrograms programs;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Map<String, String> messages;

    @BeforeAll
    static void readAndCompile() throws Exception {
        programs = WrongPrograms.in(FOLDER);
        if ("write".equals(System.getProperty("skep.golden"))) write();
        messages = read();
    }

    private static Map<String, String> read() throws IOException {
        Map<String, StringJoiner> lines = new LinkedHashMap<>();
        StringJoiner current = new StringJoiner("\n");
        for (String line : Files.readAllLines(MESSAGES)) {
            if (line.startsWith(HEADING)) {
                current = new StringJoiner("\n");
                lines.put(line.substring(HEADING.length()), current);
            } else {
                current.add(line);
            }
        }
        Map<String, String> read = new LinkedHashMap<>();
        lines.forEach((name, text) -> read.put(name, text.toString().strip()));
        return read;
    }

    private static void write() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String name : programs.names()) {
            text.append(HEADING).append(name).append('\n').append(refusal(name)).append("\n\n");
        }
        Files.writeString(MESSAGES, text.toString().stripTrailing() + "\n");
    }

    private static String refusal(String name) throws ReflectiveOperationException {
        Object program = programs.program(name);
        try {
            return "no refusal: " + Kernel.compile(program);
        } catch (CompileException refused) {
            return String.valueOf(refused.getMessage());
        } catch (RuntimeException other) {
            return other.toString();
        }
    }

    static Stream<String> names() throws IOException {
        return WrongPrograms.in(FOLDER).names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRefusedWithExactlyThisMessage(String name) throws Exception {
        assertThat(refusal(name)).isEqualTo(messages.get(name));
    }

    @Test
    void everyMessageNamesLineReasonAndMend() {
        assertThat(messages).hasSizeGreaterThanOrEqualTo(FEWEST);
        messages.forEach((name, message) -> {
            List<String> lines = message.lines().toList();
            assertThat(lines.getFirst()).as(name).matches(name + "\\.java:\\d+: error: .+");
            assertThat(lines.get(1)).as(name).startsWith("    ");
            assertThat(lines.getLast()).as(name).startsWith("  mend: ");
        });
    }

    @Test
    void objectsWithoutHookMethodsAreNoPrograms() {
        assertThatThrownBy(() -> Kernel.compile("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String has no hook method");
    }
}
