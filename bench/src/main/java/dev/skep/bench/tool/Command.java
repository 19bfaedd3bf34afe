package dev.skep.bench.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Runs a command to its end. */
public final class Command {
    private Command() {}

    /**
     * What it printed.
     *
     * @throws IllegalStateException if it ended with another status than 0
     */
    public static String output(List<String> command) {
        return input(command, "");
    }

    /** The same of a command that reads {@code input}. */
    public static String input(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with status " + status);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** The numbers that it printed, separated by blanks. */
    public static double[] numbers(List<String> command) {
        return Arrays.stream(output(command).strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
