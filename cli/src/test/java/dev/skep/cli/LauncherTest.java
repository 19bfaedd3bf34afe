package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for a JDK by the script {@code skep}, with folders that only look like JDKs. */
final class LauncherTest {
    private static final Path SKEP = Path.of(System.getProperty("skep.root"), "skep");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void hideTheRealJdks() throws IOException {
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put(
                "SKEP_JDK_PATH", Files.createDirectory(folder.resolve("jdks")).toString());
    }

    @Test
    void javaHomeIsTakenFirst() throws Exception {
        jdk("jdks/other", "25.0.1");
        environment.put("JAVA_HOME", jdk("home", "26").toString());
        assertThat(skep("--jdk")).isEqualTo(new Run(0, folder.resolve("home") + "\n", ""));
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOver() throws Exception {
        environment.put("JAVA_HOME", jdk("home", "17.0.15").toString());
        Path good = jdk("jdks/good", "25");
        assertThat(skep("--jdk")).isEqualTo(new Run(0, good + "\n", ""));
    }

    @Test
    void theOldestThatIsNewEnoughIsTaken() throws Exception {
        jdk("jdks/a", "27-ea");
        Path good = jdk("jdks/b", "25.0.3");
        jdk("jdks/c", "26.0.1");
        jdk("jdks/d", "21.0.8");
        jdk("jdks/e", "1.8.0_452");
        assertThat(skep("--jdk")).isEqualTo(new Run(0, good + "\n", ""));
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(jdk("jdks/jre", "25").resolve("bin/javac"));
        assertThat(skep("--jdk").status()).isEqualTo(1);
    }

    @Test
    void aPathWithSpacesIsNoObstacle() throws Exception {
        Path good = jdk("jdks/my jdk 25", "25.0.1");
        Path link = folder.resolve("my skep");
        Files.createSymbolicLink(link, SKEP);
        Run run = run(List.of(link.toString(), "--jdk"));
        Files.delete(link);
        assertThat(run).isEqualTo(new Run(0, good + "\n", ""));
    }

    @Test
    void withoutAnyJdkItNamesThePackages() throws Exception {
        jdk("jdks/old", "17.0.15");
        Run run = skep("trace", "open");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.error())
                .startsWith("skep: needs a JDK of version 25 or newer")
                .contains(
                        "apt-get install openjdk-25-jdk-headless",
                        "dnf install java-25-openjdk-devel",
                        "pacman -S",
                        "JAVA_HOME");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String program : List.of("java", "javac")) {
            Files.createFile(
                    bin.resolve(program),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return home;
    }

    private Run skep(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(SKEP.toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Run run(List<String> command) throws Exception {
        Path out = folder.resolve("out");
        Path error = folder.resolve("error");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(error.toFile());
        builder.directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Run(status, Files.readString(out), Files.readString(error));
    }

    private record Run(int status, String out, String error) {}
}
