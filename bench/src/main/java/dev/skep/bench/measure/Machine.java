package dev.skep.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the figures are taken. */
public final class Machine {
    private Machine() {}

    /** Kernel, processor and Java, in one line. */
    public static String description() {
        String model = read("/proc/cpuinfo")
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return "Linux " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " × " + model + ", Java "
                + Runtime.version();
    }

    /** Mean number of runnable threads in the last 1, 5 and 15 minutes. */
    public static String load() {
        String[] parts = read("/proc/loadavg").split(" ", -1);
        return parts[0] + " " + parts[1] + " " + parts[2];
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
