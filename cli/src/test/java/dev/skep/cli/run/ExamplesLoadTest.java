package dev.skep.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel that Skep supports takes every example. */
@Tag("kernel")
@Tag("quick")
class ExamplesLoadTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("skep.root"), "examples");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theKernelTakesIt(Path example) {
        List<ProgramClass> programs = ProgramClass.among(new SourceFile(example).compile());
        assertThat(programs).isNotEmpty();
        for (ProgramClass program : programs) {
            try (Loaded<Object> loaded = Kernel.loadDetached(instance(program))) {
                assertThat(loaded.programs()).isNotEmpty();
            }
        }
    }

    /** The name of a device is all that an example asks for. */
    private static Object instance(ProgramClass program) {
        boolean bare = Stream.of(program.type().getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
        return program.instance(bare ? List.of() : List.of("lo"));
    }
}
