package dev.skep.cli.command;

import dev.skep.bpf.Privileges;
import dev.skep.cli.output.StandardStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command gets from the process that it runs in.
 *
 * @param name how the user calls it, such as "skep trace open"
 * @param out standard output, unbuffered
 * @param err standard error
 * @param interruption the wish to end
 * @param terminal whether {@code out} is a terminal
 */
public record Invocation(String name, OutputStream out, PrintStream err, Interruption interruption, boolean terminal) {
    /** Whether to use colours: on a terminal whose user has nothing against them (no-color.org). */
    public boolean colour() {
        String refusal = System.getenv("NO_COLOR");
        return terminal && (refusal == null || refusal.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Standard output for a few lines of text. */
    public PrintStream text() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** Says something that is not output, on one line of standard error. */
    public void say(String message) {
        err.println(name + ": " + message);
    }

    /**
     * Ends the command unless the process may load programs.
     *
     * @throws CommandFailure with the command that would work
     */
    public void requireRights() {
        Privileges privileges = Privileges.current();
        if (!privileges.mayLoadPrograms()) {
            throw CommandFailure.failure(privileges.need() + ": sudo " + name + " ...");
        }
    }

    /** Whether writing fails because the reader of standard output has gone. */
    public boolean readerMayGo() {
        return StandardStream.OUTPUT.hasReader();
    }
}
