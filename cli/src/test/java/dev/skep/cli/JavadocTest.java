package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.KernelException;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documentation of what the library's modules export can be made, every link in it leads somewhere, and everything in it has a
 * comment. Tags are for what the comment leaves open, so doclint's wish for each of them is not granted.
 */
@Timeout(300)
class JavadocTest {
    private static final Path ROOT = Path.of(System.getProperty("skep.root"));

    @TempDir
    private Path folder;

    private static String place(Class<?> member) throws Exception {
        return Path.of(member.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpf", "compiler"})
    void everythingExportedHasAComment(String module) throws Exception {
        Stream<String> modules = Stream.of(place(NullMarked.class), place(KernelException.class));
        StringWriter log = new StringWriter();
        PrintWriter writer = new PrintWriter(log);
        int status = ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "-quiet",
                        "-Xdoclint:all",
                        "-Xmaxwarns",
                        "10000",
                        "--show-packages",
                        "exported",
                        "--show-module-contents",
                        "api",
                        "-d",
                        folder.toString(),
                        "--module-path",
                        String.join(File.pathSeparator, modules.toList()),
                        "--source-path",
                        ROOT.resolve(module).resolve("src/main/java").toString(),
                        "--module",
                        "dev.skep." + module);
        List<String> wrong = log.toString()
                .lines()
                .filter(line -> line.contains("warning:") || line.contains("error:"))
                .filter(line -> !line.matches(".*warning: no @(param|return|throws).*"))
                .toList();
        assertThat(wrong).isEmpty();
        assertThat(status).as(log.toString()).isZero();
    }
}
