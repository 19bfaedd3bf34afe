package dev.skep.compiler.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every piece of Java in docs/ is a part of a file that is compiled here and run by {@link GuideTest}. */
class GuidePagesTest {
    private static final Path ROOT = Path.of(System.getProperty("skep.root"));
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Path SOURCES = ROOT.resolve("compiler/src/test/java/dev/skep/compiler/guide");
    private static final String FENCE = "```";

    /** Those of the guide: its index and one page a task. Other pages of the folder have rules of their own. */
    static List<Path> pages() {
        return Stream.of(
                        "README",
                        "trace-a-function",
                        "count-in-a-map",
                        "drop-a-packet",
                        "deny-an-operation",
                        "inspect",
                        "side-by-side")
                .map(page -> DOCS.resolve(page + ".md"))
                .toList();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(GuidePagesTest::normal).toList();
        }
    }

    private static String normal(Path file) {
        try {
            return normal(Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Without blanks and ends of lines: a formatter may put them elsewhere than a page does. */
    private static String normal(List<String> lines) {
        return String.join("", lines).replaceAll("\\s", "");
    }

    /** The blocks of a page whose fence names this language. */
    private static List<String> blocks(Path page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(page)) {
            if (block != null && line.equals(FENCE)) {
                blocks.add(normal(block));
                block = null;
            } else if (block != null) {
                block.add(line);
            } else if (line.equals(FENCE + language)) {
                block = new ArrayList<>();
            }
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySnippetIsPartOfACompiledFile(Path page) throws IOException {
        List<String> sources = sources();
        for (String block : blocks(page, "java")) {
            assertThat(sources).as("%s: %s", page, block).anyMatch(source -> source.contains(block));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockSaysWhatItIs(Path page) throws IOException {
        List<String> fences = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith(FENCE) && !line.equals(FENCE))
                .toList();
        assertThat(fences).allMatch(fence -> fence.equals("```java") || fence.equals("```console"));
        assertThat(Files.readAllLines(page).stream().filter(FENCE::equals)).hasSameSizeAs(fences);
    }

    @Test
    void everyTaskHasAPageThatTheIndexNames() throws IOException {
        String index = Files.readString(DOCS.resolve("README.md"));
        for (Path page : pages()) {
            if (!page.endsWith("README.md")) {
                assertThat(index).contains("(" + page.getFileName() + ")");
            }
        }
        for (String task : List.of("trace-a-function", "count-in-a-map", "drop-a-packet", "deny-an-operation")) {
            assertThat(blocks(DOCS.resolve(task + ".md"), "java")).as(task).hasSizeGreaterThan(1);
        }
    }
}
