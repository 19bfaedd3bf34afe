package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that are run to their end for policies to see. */
final class Commands {
    private Commands() {}

    static Process run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        process.waitFor();
        return process;
    }

    /** Compiles a source in C into a folder; the test is skipped where there is no compiler. */
    static Path compile(Path folder, String name, String source, String... options)
            throws IOException, InterruptedException {
        Skip.unless(Files.isExecutable(Path.of("/usr/bin/gcc")), "no C compiler");
        Path file = Files.writeString(folder.resolve(name + ".c"), source);
        Path program = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-o", program.toString(), file.toString()));
        command.addAll(List.of(options));
        Process compiler = new ProcessBuilder(command).inheritIO().start();
        assertThat(compiler.waitFor()).isZero();
        return program;
    }

    static Process python(String code) throws IOException, InterruptedException {
        return run("/usr/bin/python3", "-c", code);
    }
}
