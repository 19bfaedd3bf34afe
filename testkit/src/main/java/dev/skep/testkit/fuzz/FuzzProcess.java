package dev.skep.testkit.fuzz;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The process that Jazzer runs a {@link FuzzTarget} in; {@code launcher/proof.sh} starts it. Jazzer calls the two methods by their names:
 * https://github.com/CodeIntelligenceTesting/jazzer, {@code docs/standalone.md}.
 */
public final class FuzzProcess {
    private static @Nullable FuzzTarget target;

    private FuzzProcess() {}

    /**
     * Writes the seeds and the dictionary of a target for the fuzzer.
     *
     * @param arguments the class, and a folder, which gets {@code seeds} and {@code words}
     */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        FuzzTarget chosen = target(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        int number = 0;
        for (byte[] seed : chosen.seeds()) Files.write(seeds.resolve("seed-" + number++), seed);
        List<String> dictionary = new ArrayList<>();
        for (String word : chosen.words()) {
            StringBuilder escaped = new StringBuilder();
            for (byte b : word.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                escaped.append("\\x").append(HexFormat.of().toHexDigits(b));
            }
            dictionary.add("\"" + escaped + "\"");
        }
        Files.write(folder.resolve("words"), dictionary);
    }

    /** Jazzer: before the first input. The argument is the target's class. */
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        target = target(arguments[0]);
    }

    /** Jazzer: an input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Objects.requireNonNull(target, "fuzzerInitialize comes first").read(input);
    }

    private static FuzzTarget target(String name) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (FuzzTarget) constructor.newInstance();
    }
}
