package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs of tests, for all hooks, without loading them: what the kernel would be told, which helpers and maps they use, and that they
 * have no more instructions than before. {@code src/test/resources/programs.txt} has them, as Linux 6.18 with its types gives them;
 * {@code -Dskep.golden=write} writes it anew.
 */
class CompiledProgramsTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("skep.root"), "compiler", "src", "test", "resources", "programs.txt");
    private static final String KERNEL = "6.18";
    private static final String SEPARATOR = " | ";
    private static final String METHOD = " ";
    private static final String PACKAGE = "dev.skep.compiler.";
    private static final int[] CPU_VERSIONS = {3, 4};

    static Set<String> classesWithPrograms() throws Exception {
        if (!System.getProperty("os.version").startsWith(KERNEL)) return Set.of();
        if ("write".equals(System.getProperty("skep.golden"))) write();
        Set<String> names = new LinkedHashSet<>();
        for (String line : Files.readAllLines(GOLDEN)) names.add(line.substring(0, line.indexOf(METHOD)));
        return names;
    }

    private static void write() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : classes()) compile(type).forEach((name, line) -> lines.add(name + SEPARATOR + line));
        Files.write(GOLDEN, lines);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("classesWithPrograms")
    void programsAreWhatTheyWere(String type) throws Exception {
        Map<String, String> found = compile(classNamed(PACKAGE + type));
        for (String line : Files.readAllLines(GOLDEN)) {
            if (!line.startsWith(type + METHOD)) continue;
            String name = line.substring(0, line.indexOf(SEPARATOR));
            String expected = line.substring(name.length() + SEPARATOR.length());
            String now = Objects.requireNonNull(found.get(name), name);
            assertThat(withoutCounts(now)).as(name).isEqualTo(withoutCounts(expected));
            int[] before = counts(expected);
            int[] after = counts(now);
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).as("instructions of %s", name).isLessThanOrEqualTo(before[i]);
            }
        }
    }

    private static String withoutCounts(String line) {
        return line.substring(0, line.lastIndexOf(SEPARATOR));
    }

    private static int[] counts(String line) {
        return Stream.of(line.substring(line.lastIndexOf(SEPARATOR) + SEPARATOR.length())
                        .split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** The lines of a class by its methods; none if it has no program. */
    private static Map<String, String> compile(Class<?> type) {
        Map<String, String> lines = new TreeMap<>();
        for (int version : CPU_VERSIONS) {
            Optional<Object> program = made(type);
            if (program.isEmpty()) return Map.of();
            String name = type.getName().substring(PACKAGE.length()) + METHOD;
            try {
                for (ProgramCompiler.Output output : ProgramCompiler.of(
                                program.get(), Btf::vmlinux, false, () -> new Target(version))
                        .programs()) {
                    String count = Integer.toString(output.code().length());
                    lines.merge(
                            name + output.method().getName(),
                            description(output) + SEPARATOR + count,
                            (first, second) -> first + " " + count);
                }
            } catch (CompileException refused) {
                return Map.of(name, "refused: " + refused.reason() + SEPARATOR + "0");
            } catch (KernelException | IllegalArgumentException needsMore) {
                // Not what needs something that only its test makes, or another machine has: a file with probes, a kind
                // of list.
                return Map.of();
            }
        }
        return lines;
    }

    private static String description(ProgramCompiler.Output output) {
        ProgramSpec spec = output.spec();
        List<String> calls = new ArrayList<>();
        for (String line : Disassembler.plain().lines(spec.instructions())) {
            int call = line.indexOf(" call bpf_");
            if (call >= 0) calls.add(line.substring(call + " call ".length()).replaceFirst("#.*", ""));
        }
        List<String> maps = spec.relocations().stream()
                .map(relocation -> relocation.map().type() + " "
                        + relocation.map().keySize() + " " + relocation.map().valueSize() + " "
                        + relocation.map().maxEntries())
                .distinct()
                .sorted()
                .toList();
        return output.description().hook() + SEPARATOR + spec.type() + " " + spec.attachType() + " " + spec.license()
                + (spec.attachBtfId() == 0 ? "" : " attached by type")
                + (spec.sleepable() ? " sleepable" : "")
                + (spec.fragments() ? " fragments" : "")
                + SEPARATOR
                + String.join(" ", calls.stream().sorted().distinct().toList())
                + SEPARATOR + String.join(", ", maps);
    }

    private static List<Class<?>> classes() throws IOException, URISyntaxException {
        Path root = Path.of(CompiledProgramsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                if (name.startsWith(PACKAGE)
                        && !name.contains(".fuzz.")
                        && !name.contains(".differential.")
                        && !name.endsWith("-info")) {
                    classes.add(classNamed(name));
                }
            }
        }
        return classes;
    }

    private static Class<?> classNamed(String name) {
        try {
            return Class.forName(name, false, CompiledProgramsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    /** An object of a class that anybody can make one of. */
    private static Optional<Object> made(Class<?> type) {
        if (type.isInterface()
                || type.isEnum()
                || type.isAnonymousClass()
                || type.getSimpleName().endsWith("Test")) {
            return Optional.empty();
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance());
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException needsMore) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            throw new AssertionError(type.getName(), e);
        }
    }
}
