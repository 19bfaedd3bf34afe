package dev.skep.cli.agent.policy;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.security.policy.keep.Kept;
import dev.skep.security.policy.keep.KeptFolder;
import dev.skep.security.policy.keep.KeptManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy release}: ends the policies that an agent kept which does not run any more. */
public final class PolicyReleaseCommand implements Command {
    /** Called once the user wants it. */
    public PolicyReleaseCommand() {}

    @Override
    public CommandSpec spec() {
        return OptionList.of(
                        "skep policy release",
                        "End the policies that an agent with --keep left in force when it ended or was killed.")
                .footer(
                        "",
                        "An agent that starts takes them over. What an agent has that runs is ended by skep policy delete.")
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        invocation.requireRights();
        try {
            return release(new KeptFolder(), invocation);
        } catch (IOException | UncheckedIOException refused) {
            throw CommandFailure.failure(refused.getMessage());
        }
    }

    private static int release(KeptFolder folder, Invocation invocation) throws IOException {
        boolean released = false;
        List<Kept> left = folder.left();
        try {
            for (Kept kept : left) {
                boolean something = !kept.isEmpty();
                kept.end();
                if (something) {
                    invocation.text().println(text(kept));
                    released = true;
                }
            }
        } finally {
            left.forEach(Kept::close);
        }
        List<KeptManifest> running = folder.running();
        for (KeptManifest agent : running) {
            invocation.say("the agent that runs, process " + agent.pid() + ", keeps "
                    + String.join(", ", agent.policies()) + ": skep policy delete ends them");
        }
        if (!released && running.isEmpty()) {
            invocation.say("no policies are kept");
        }
        return released || running.isEmpty() ? ExitStatus.FINE : ExitStatus.FAILURE;
    }

    private static String text(Kept kept) {
        return kept.manifest()
                .map(says -> "released: " + String.join(", ", says.policies()) + " (kept by process " + says.pid()
                        + " since " + says.since() + ")")
                .orElse("released: what an agent kept that was killed, or is newer than this skep");
    }
}
