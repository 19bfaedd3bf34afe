package dev.skep.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No program grows: {@code instructions.txt} has what each had, and what clang makes of the same in C. {@code -Dskep.golden=write} writes
 * Skep's figures anew.
 */
@Tag("kernel")
class InstructionCountsTest {
    private static final Path COUNTS =
            Path.of(System.getProperty("skep.root"), "bench", "src", "test", "resources", "instructions.txt");
    private static final double MOST_TO_CLANG = 1.3;

    private record Counts(int skep, int clang) {}

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Map<String, Counts> stored;

    private static final Map<String, Integer> now = new LinkedHashMap<>();

    @BeforeAll
    static void compile() throws IOException {
        Skip.unless(
                KernelFeatures.of(KernelFeature.CPU_V4).isSupported(),
                "instructions are counted for cpu v4, which Linux 6.6 and newer have");
        for (ProgramPair pair : ProgramPair.all()) {
            for (CompiledProgram program : Kernel.compile(pair.java())) {
                now.put(program.name(), program.instructionCount());
            }
        }
        stored = read();
        if ("write".equals(System.getProperty("skep.golden"))) write();
    }

    private static Map<String, Counts> read() throws IOException {
        Map<String, Counts> read = new LinkedHashMap<>();
        for (String line : Files.readAllLines(COUNTS)) {
            if (line.startsWith("#")) continue;
            String[] words = line.split(" ", -1);
            read.put(words[0], new Counts(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        }
        return read;
    }

    private static void write() throws IOException {
        StringBuilder text = new StringBuilder(Files.readAllLines(COUNTS).getFirst()).append('\n');
        stored.replaceAll((name, counts) -> new Counts(now.getOrDefault(name, 0), counts.clang()));
        stored.forEach((name, counts) -> text.append(name + " " + counts.skep() + " " + counts.clang() + "\n"));
        Files.writeString(COUNTS, text);
    }

    @Test
    void noProgramGrows() {
        assertThat(now.keySet()).isEqualTo(stored.keySet());
        SoftAssertions all = new SoftAssertions();
        stored.forEach((name, counts) ->
                all.assertThat(now.get(name)).as(name).isNotNull().isLessThanOrEqualTo(counts.skep()));
        all.assertAll();
    }

    @Test
    void noneIsMuchLongerThanClangs() {
        stored.forEach((name, counts) ->
                assertThat((double) counts.skep() / counts.clang()).as(name).isLessThanOrEqualTo(MOST_TO_CLANG));
    }

    @Test
    void allTogetherAreNotLongerThanClangs() {
        assertThat(stored.values().stream().mapToInt(Counts::skep).sum())
                .isLessThanOrEqualTo(
                        stored.values().stream().mapToInt(Counts::clang).sum());
    }
}
