package dev.skep.cli.command;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * One command. Its options are described by hand, without annotations: reflection over them costs a short command more than 90 ms.
 */
public interface Command {
    /** Options, parameters and help. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit status
     * @throws CommandFailure when it cannot be done
     * @throws IOException when output cannot be written
     */
    int run(ParseResult options, Invocation invocation) throws IOException;
}
