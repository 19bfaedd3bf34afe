package dev.skep.bench.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a tool has printed.
 *
 * @param shown events of the load
 * @param reportedLost what it says it lost
 */
public record ToolOutput(long shown, long reportedLost) {
    /** What libbpf-tools and bpftrace say each time. */
    private static final Pattern LOST_NOW = Pattern.compile("Lost (\\d+) events");

    /** What Skep says at the end. */
    private static final Pattern LOST_IN_ALL = Pattern.compile("events?, (\\d+) lost");

    static ToolOutput read(Path output, Path errors, Predicate<String> sign, boolean totals) {
        Pattern pattern = totals ? LOST_IN_ALL : LOST_NOW;
        long[] sums = new long[2];
        count(output, sign, pattern, sums);
        count(errors, sign, pattern, sums);
        return new ToolOutput(sums[0], sums[1]);
    }

    private static void count(Path file, Predicate<String> sign, Pattern lost, long[] sums) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (sign.test(line)) {
                    sums[0]++;
                } else if (line.contains("ost")) {
                    Matcher matcher = lost.matcher(line);
                    if (matcher.find()) {
                        sums[1] += Long.parseLong(matcher.group(1));
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
