package dev.skep.bench.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A tool at work, its output in a file. {@link #start} returns when it has shown a first event, {@link #finish} ends it as a user would,
 * with Ctrl-C. For one thread; closed by who started it.
 */
public final class RunningTool implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration DRAINING = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration IDLE = Duration.ofMillis(40);
    private static final int ENDING_SECONDS = 20;

    private final Tool tool;
    private final Process process;
    private final Path output;
    private final Path errors;

    private RunningTool(Tool tool, Process process, Path output, Path errors) {
        this.tool = tool;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts the tool and makes events until it shows one.
     *
     * @param events makes some events
     * @param sign what lines about them contain
     */
    public static RunningTool start(Tool tool, Path scratch, Runnable events, String sign) {
        try {
            Path output = Files.createTempFile(scratch, "out", null);
            Path errors = Files.createTempFile(scratch, "err", null);
            Process process = new ProcessBuilder(tool.command())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            RunningTool running = new RunningTool(tool, process, output, errors);
            try {
                running.awaitFirst(events, sign);
            } catch (RuntimeException failure) {
                running.close();
                throw failure;
            }
            return running;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitFirst(Runnable events, String sign) throws IOException {
        long end = System.nanoTime() + STARTING.toNanos();
        while (!Files.readString(output, StandardCharsets.ISO_8859_1).contains(sign)) {
            if (!process.isAlive()) {
                throw ended();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(tool.command() + " shows nothing: " + Files.readString(errors));
            }
            events.run();
            Pause.of(INTERVAL);
        }
        awaitIdle();
    }

    /** CPU time that it has used. */
    public Duration cpu() {
        if (!process.isAlive()) {
            throw ended();
        }
        return ProcessFigures.cpu(process.pid());
    }

    private IllegalStateException ended() {
        try {
            return new IllegalStateException(
                    tool.command() + " ended with status " + process.exitValue() + ": " + Files.readString(errors));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until it does little more than to show what else happens on this host. */
    public void awaitIdle() {
        long end = System.nanoTime() + DRAINING.toNanos();
        Duration used = cpu();
        Duration before;
        do {
            before = used;
            Pause.of(QUIET);
            used = cpu();
        } while (used.minus(before).compareTo(IDLE) > 0 && System.nanoTime() < end);
    }

    /** Ends it and counts the lines that {@code sign} accepts. */
    public ToolOutput finish(Predicate<String> sign) {
        end();
        return ToolOutput.read(output, errors, sign, tool.isSkep());
    }

    private void end() {
        if (process.isAlive()) {
            Command.output(List.of("kill", "-INT", Long.toString(process.pid())));
        }
        try {
            if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(tool.command() + " does not end on SIGINT");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            end();
        } finally {
            output.toFile().delete();
            errors.toFile().delete();
        }
    }
}
