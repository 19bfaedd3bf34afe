package dev.skep.cli.drop;

import dev.skep.bpf.pin.FolderLock;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.drop.live.DropRule;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.Manifest;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop remove}: ends what was pinned, or takes away some of its rules. */
public final class DropRemoveCommand implements Command {
    /** Called once the user wants it. */
    public DropRemoveCommand() {}

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionList.of(
                        "skep drop remove",
                        "End a skep drop that is pinned or runs: its packets pass again. With --rule it goes on without that rule, and no packet is"
                                + " unfiltered meanwhile.")
                .values(
                        Integer.class,
                        "N",
                        OptionValues::smallCount,
                        "Only the rule of this number: see skep drop list.",
                        "-r",
                        "--rule")
                .flag("All that are pinned.", "--all")
                .end();
        spec.addPositional(PinFolder.which("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        List<String> names = options.matchedPositionalValue(0, List.<String>of());
        Set<Integer> rules = new HashSet<>(OptionList.<Integer>all(options, "--rule"));
        boolean all = OptionList.has(options, "--all");
        if (all == !names.isEmpty()) {
            throw CommandFailure.usage(all ? "--all, or a name, not both" : "no name: see skep drop list, or --all");
        }
        if (!rules.isEmpty() && names.size() != 1) {
            throw CommandFailure.usage("--rule is a rule of one: skep drop remove NAME --rule N");
        }
        invocation.requireRights();
        PinFolder folder = new PinFolder(invocation);
        try (FolderLock _ = folder.sweep()) {
            if (rules.isEmpty()) {
                remove(all ? folder.names() : names, folder, invocation.text());
            } else {
                remove(names.getFirst(), rules, folder, invocation.text());
            }
        }
        return ExitStatus.FINE;
    }

    private static void remove(List<String> names, PinFolder folder, PrintStream out) {
        // A name that is wrong ends the command before anything is removed.
        names.forEach(name -> folder.open(name).close());
        for (String name : names) {
            try (LiveDrop drop = folder.open(name)) {
                drop.end();
                folder.remove(name);
                out.println(name + ": removed");
            }
        }
    }

    private static void remove(String name, Set<Integer> rules, PinFolder folder, PrintStream out) {
        try (LiveDrop drop = folder.open(name)) {
            Manifest before = drop.manifest();
            List<Integer> known = before.rules().stream().map(DropRule::number).toList();
            for (int rule : rules) {
                if (!known.contains(rule)) {
                    throw CommandFailure.usage(name + " has no rule " + rule + ": there are "
                            + known.stream().map(String::valueOf).collect(Collectors.joining(", ")));
                }
            }
            if (rules.size() == known.size()) {
                throw CommandFailure.usage("no rule would be left: skep drop remove " + name + " ends it");
            }
            drop.change(before.minus(rules));
            before.rules().stream()
                    .filter(rule -> rules.contains(rule.number()))
                    .forEach(rule -> out.println(name + ": rule " + rule.number() + " removed: " + rule.text()));
        }
    }
}
