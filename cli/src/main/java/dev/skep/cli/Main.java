package dev.skep.cli;

import dev.skep.cli.command.Interruption;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.StandardStream;
import dev.skep.compiler.Kernel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Set;

/** The entry point of the command {@code skep}. */
public final class Main {
    /** The commands that load programs. */
    private static final Set<String> LOADING = Set.of("trace", "run", "agent");

    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && LOADING.contains(arguments[0])) Kernel.prepare();
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
