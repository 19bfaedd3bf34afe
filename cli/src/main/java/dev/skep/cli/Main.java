package dev.skep.cli;

import dev.skep.cli.command.Interruption;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.StandardStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;

/** The entry point of the command {@code skep}. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        Interruption interruption = new Interruption();
        interruption.listen();
        int status = CommandLineRun.of(
                List.of(arguments),
                new Invocation(
                        "skep",
                        // Not System.out: that one swallows errors, and a reader that has gone is one.
                        new FileOutputStream(FileDescriptor.out),
                        System.err,
                        interruption,
                        StandardStream.OUTPUT.isTerminal()));
        interruption.finish(status);
        System.exit(status);
    }
}
