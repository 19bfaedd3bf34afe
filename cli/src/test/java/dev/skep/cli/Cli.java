package dev.skep.cli;

import dev.skep.cli.command.Interruption;
import dev.skep.cli.command.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the command line in this process. */
final class Cli {
    /** How a run ended. */
    record Run(int status, String out, String error) {}

    private Cli() {}

    static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = CommandLineRun.of(
                List.of(arguments),
                new Invocation(
                        "skep", out, new PrintStream(error, true, StandardCharsets.UTF_8), new Interruption(), false));
        return new Run(status, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }
}
