package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an optimisation gained is not lost unseen: {@code src/test/resources/instructions.txt} has the number of instructions of each
 * method for cpu v3 and v4. {@code -Dskep.golden=write} writes it anew.
 */
class InstructionCountTest {
    private static final Path COUNTS =
            Path.of(System.getProperty("skep.root"), "compiler", "src", "test", "resources", "instructions.txt");
    private static final int[] CPU_VERSIONS = {3, 4};

    @BeforeAll
    static void writeWhereWanted() throws Exception {
        if (!"write".equals(System.getProperty("skep.golden"))) return;
        Map<String, Integer> counts = new TreeMap<>();
        for (Class<?> program : Inputs.PROGRAMS) counts.putAll(counts(program));
        Files.write(
                COUNTS,
                counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .toList());
    }

    static List<Class<?>> programs() {
        return Inputs.PROGRAMS;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void noMethodHasMoreInstructionsThanBefore(Class<?> program) throws Exception {
        Map<String, Integer> expected = expected(program);
        Map<String, Integer> found = counts(program);
        assertThat(found.keySet()).containsAll(expected.keySet());
        expected.forEach(
                (method, count) -> assertThat(found.get(method)).as(method).isLessThanOrEqualTo(count));
    }

    private static Map<String, Integer> counts(Class<?> program) throws ReflectiveOperationException {
        Map<String, Integer> counts = new TreeMap<>();
        for (int version : CPU_VERSIONS) {
            Object object = Inputs.program(program);
            for (ProgramCompiler.Output output : ProgramCompiler.of(
                            object, Btf::vmlinux, false, () -> new Target(version))
                    .programs()) {
                String method = program.getSimpleName() + "." + output.method().getName() + " v" + version;
                counts.put(method, output.code().length());
            }
        }
        return counts;
    }

    private static Map<String, Integer> expected(Class<?> program) throws IOException {
        return Files.readAllLines(COUNTS).stream()
                .filter(line -> line.startsWith(program.getSimpleName() + "."))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }
}
