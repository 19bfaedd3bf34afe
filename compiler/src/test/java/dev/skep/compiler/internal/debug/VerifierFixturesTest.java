package dev.skep.compiler.internal.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What several kernels said of the same wrong programs, and what we make of it. {@code src/test/resources/verifier} has the programs,
 * each kernel's log, and {@code messages.txt}. {@code -Dskep.golden=write} adds the running kernel's logs and writes the messages anew.
 */
class VerifierFixturesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("skep.root"), "compiler", "src", "test", "resources", "verifier");
    private static final Path MESSAGES = FOLDER.resolve("messages.txt");
    private static final String HEADING = "== ";
    private static final int MOST_LINES = 200;
    private static final boolean WRITING = "write".equals(System.getProperty("skep.golden"));

    private static Stream<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    static Stream<String> programs() throws IOException {
        return files(".program").map(file -> file.getFileName().toString().replace(".program", ""));
    }

    static Stream<String> logs() throws IOException {
        return files(".log").map(file -> file.getFileName().toString().replace(".log", ""));
    }

    private static RefusedPrograms.Said load(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".program"));
        int end = text.indexOf('\n');
        String[] words = text.substring(0, end).split(" ", 2);
        return RefusedPrograms.load(ProgramType.valueOf(words[0]), words[1], text.substring(end + 1));
    }

    /** The first line of a log has the error number, the second the line table. */
    private static void write(String name, RefusedPrograms.Said said) throws IOException {
        String version = System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1");
        List<String> lines = new ArrayList<>();
        lines.add("errno " + said.errno());
        lines.add(said.lines().stream()
                .map(entry -> entry.instruction() + ":" + entry.position().line())
                .collect(Collectors.joining(" ", "lines ", "")));
        List<String> log = said.log();
        // A verifier that has walked for long has said little else: the end is what counts.
        lines.addAll(log.subList(Math.max(0, log.size() - MOST_LINES), log.size()));
        Files.write(FOLDER.resolve(name + "-" + version + ".log"), lines);
    }

    private static String explain(String fixture) throws IOException {
        List<String> file = Files.readAllLines(FOLDER.resolve(fixture + ".log"));
        int errno = Integer.parseInt(file.getFirst().substring("errno ".length()));
        List<LineEntry> lines = Stream.of(
                        file.get(1).substring("lines ".length()).split(" "))
                .map(VerifierFixturesTest::line)
                .toList();
        return VerifierLog.explain(file.subList(2, file.size()), errno, lines)
                .text("refused", new SourceText(VerifierFixturesTest.class.getClassLoader()));
    }

    private static LineEntry line(String word) {
        String[] numbers = word.split(":", -1);
        SourcePosition position = new SourcePosition("Test", "test", "Test.java", Integer.parseInt(numbers[1]), null);
        return new LineEntry(Integer.parseInt(numbers[0]), position);
    }

    private static Map<String, String> messages() throws IOException {
        Map<String, String> messages = new LinkedHashMap<>();
        for (String section : Files.readString(MESSAGES).split("(?m)^" + HEADING, -1)) {
            int end = section.indexOf('\n');
            if (end > 0)
                messages.put(
                        section.substring(0, end), section.substring(end + 1).strip());
        }
        return messages;
    }

    @ParameterizedTest
    @MethodSource("programs")
    @Tag("kernel")
    void theRunningKernelRefusesIt(String name) throws Exception {
        RefusedPrograms.Said said = load(name);
        assertThat(said.log()).isNotEmpty();
        if (WRITING) write(name, said);
    }

    @ParameterizedTest
    @MethodSource("logs")
    void isExplainedLikeThis(String fixture) throws Exception {
        if (WRITING) return;
        assertThat(explain(fixture)).isEqualTo(messages().get(fixture));
    }

    @Test
    void everyLogLeadsToAJavaLineAReasonAndAMend() throws Exception {
        if (WRITING) {
            StringBuilder text = new StringBuilder();
            for (String fixture : logs().toList()) {
                text.append(HEADING)
                        .append(fixture)
                        .append('\n')
                        .append(explain(fixture))
                        .append("\n\n");
            }
            Files.writeString(MESSAGES, text.toString().stripTrailing() + "\n");
        }
        Set<String> kernels = new TreeSet<>();
        for (String fixture : logs().toList()) {
            kernels.add(fixture.substring(fixture.lastIndexOf('-') + 1));
            assertThat(explain(fixture))
                    .as(fixture)
                    .startsWith("Test.java:")
                    .contains("\n  mend: ", "\n  verifier: ")
                    .doesNotContain("the verifier refuses this");
        }
        assertThat(kernels).containsExactly("6.1", "6.12", "6.18", "7.3");
    }
}
