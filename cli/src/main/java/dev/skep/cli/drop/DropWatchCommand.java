package dev.skep.cli.drop;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.Manifest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop watch}: what a pinned skep drop does, as it does it. */
public final class DropWatchCommand implements Command {
    /** Called once the user wants it. */
    public DropWatchCommand() {}

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                "skep drop watch",
                "Show how many packets a skep drop that is pinned, or of another process, drops, until Ctrl-C; it goes on then.");
        LiveOptions.add(options);
        CommandSpec spec = options.end();
        spec.addPositional(PinFolder.which("0").arity("0..1").type(String.class).build());
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        String name = options.matchedPositionalValue(0, "");
        LiveOptions live = LiveOptions.of(options);
        if (name.isEmpty() && (live.samples() || live.metrics().isEmpty())) {
            throw CommandFailure.usage("no name: see skep drop list, or only serve all with --metrics :PORT");
        }
        invocation.requireRights();
        if (name.isEmpty()) {
            live.serveOnly(invocation);
            return ExitStatus.FINE;
        }
        try (LiveDrop drop = new PinFolder(invocation).open(name)) {
            if (live.samples() && !drop.manifest().options().contains(Manifest.Option.SAMPLED)) {
                throw CommandFailure.usage(
                        "process " + name + " was not told to show samples: it needs --sample itself");
            }
            live.show(drop, invocation);
        }
        return ExitStatus.FINE;
    }
}
