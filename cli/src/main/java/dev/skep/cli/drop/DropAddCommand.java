package dev.skep.cli.drop;

import dev.skep.bpf.pin.FolderLock;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.filter.FilterException;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.Manifest;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop add}: more rules for what is pinned, while packets come. */
public final class DropAddCommand implements Command {
    /** Called once the user wants it. */
    public DropAddCommand() {}

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                "skep drop add",
                "Add rules to a skep drop that is pinned or runs. It is one step: no packet is unfiltered meanwhile, and the rules that it has go on"
                        + " counting.");
        RuleOptions.add(options);
        CommandSpec spec = options.flag("Also drop the packets of the session that this is typed in.", "--force")
                .footer("", "  skep drop add patchday 'udp port 6118'", "  skep drop add patchday --recipe tipc")
                .end();
        spec.addPositional(PinFolder.which("0").arity("0..1").type(String.class).build());
        RuleOptions.addWords(spec, 1);
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        String name = options.matchedPositionalValue(0, "");
        if (name.isEmpty()) {
            throw CommandFailure.usage("no name: skep drop add NAME FILTER (see skep drop list)");
        }
        List<Filter> filters = RuleOptions.of(options, 1);
        invocation.requireRights();
        PinFolder folder = new PinFolder(invocation);
        try (FolderLock _ = folder.sweep();
                LiveDrop drop = folder.open(name)) {
            if (!drop.manifest().dryRun() && !OptionList.has(options, "--force")) {
                SessionGuard.check(filters);
            }
            Manifest before = drop.manifest();
            drop.change(plus(before, filters));
            drop.manifest().rules().stream()
                    .filter(rule -> !before.rules().contains(rule))
                    .forEach(rule ->
                            invocation.text().println(name + ": rule " + rule.number() + " added: " + rule.text()));
        } catch (FilterException changed) {
            throw CommandFailure.failure(
                    "a rule that " + name + " has is no filter any more, nothing is changed: " + changed.getMessage());
        }
        return ExitStatus.FINE;
    }

    private static Manifest plus(Manifest before, List<Filter> filters) {
        try {
            return before.plus(filters.stream().map(Filter::text).toList());
        } catch (IllegalArgumentException tooMany) {
            throw CommandFailure.usage(tooMany.getMessage());
        }
    }
}
