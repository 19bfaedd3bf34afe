package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.sys.Fd;
import dev.skep.compiler.Kernel;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template is a project that builds and runs, with the jars of this build in a local repository of its own. */
@Tag("kernel")
class TemplateTest {
    private static final String VERSION = "0.1.0";

    @TempDir
    private Path folder;

    private static Path copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.endsWith("target")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    /** Puts what a class of the module comes from into a repository, as a jar with a description. */
    private static void install(Path repository, String module, Class<?> member, String dependencies) throws Exception {
        Path place = Files.createDirectories(
                repository.resolve("dev/skep").resolve("skep-" + module).resolve(VERSION));
        Path jar = place.resolve("skep-" + module + "-" + VERSION + ".jar");
        Path code = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(code)) {
            ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
            int status = tool.run(
                    new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                    "--create",
                    "--file",
                    jar.toString(),
                    "-C",
                    code.toString(),
                    ".");
            assertThat(status).isZero();
        } else {
            Files.copy(code, jar);
        }
        Files.writeString(
                place.resolve("skep-" + module + "-" + VERSION + ".pom"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.skep</groupId>
                  <artifactId>skep-%s</artifactId>
                  <version>%s</version>
                  %s
                </project>
                """.formatted(module, VERSION, dependencies));
    }

    private static String property(String name) {
        String value = System.getProperty(name, "");
        Skip.unless(!value.isEmpty(), name + " is not set, as it is when Maven runs the tests");
        return value;
    }

    @Test
    void theTemplateBuildsAndItsTestRunsInTheKernel() throws Exception {
        Path maven = Path.of(property("skep.maven"), "bin", "mvn");
        Path known = Path.of(property("skep.repository"));
        Path project = copy(Path.of(System.getProperty("skep.root"), "template"), folder.resolve("project"));
        Path repository = folder.resolve("repository");
        install(repository, "bpf", Fd.class, "");
        install(
                repository,
                "compiler",
                Kernel.class,
                "<dependencies><dependency><groupId>dev.skep</groupId><artifactId>skep-bpf</artifactId>" + "<version>"
                        + VERSION + "</version></dependency></dependencies>");
        ProcessBuilder build = new ProcessBuilder(
                        maven.toString(),
                        "--offline",
                        "--batch-mode",
                        "-Dmaven.repo.local=" + repository,
                        "-Dmaven.repo.local.tail=" + known,
                        "-Dmaven.repo.local.tail.ignoreAvailability=true",
                        "test")
                .directory(project.toFile())
                .redirectErrorStream(true);
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Options of the build that runs this test are for its JDK alone.
        build.environment().remove("MAVEN_OPTS");
        Process process = build.start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(log).isZero();
        assertThat(log).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    }
}
