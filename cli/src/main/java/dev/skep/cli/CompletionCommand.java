package dev.skep.cli;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep completion}: prints what makes bash (and zsh) complete commands and options. */
final class CompletionCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionList.of(
                        "skep completion", "Print the completion script for bash and zsh: source <(skep completion)")
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        invocation.text().print(AutoComplete.bash("skep", new CommandLine(all())));
        return ExitStatus.FINE;
    }

    private static CommandSpec all() {
        CommandSpec root = CommandSpec.wrapWithoutInspection(null).name("skep");
        Map<String, CommandSpec> first = new TreeMap<>();
        // Those of one word before those of two: a command may have others below it.
        for (CommandName name : CommandName.values()) {
            if (name.length() == 1) first.put(name.words(), name.create().spec().name(name.words()));
        }
        for (CommandName name : CommandName.values()) {
            int blank = name.words().indexOf(' ');
            if (blank > 0) {
                String last = name.words().substring(blank + 1);
                first.computeIfAbsent(
                                name.words().substring(0, blank),
                                group -> CommandSpec.wrapWithoutInspection(null).name(group))
                        .addSubcommand(last, name.create().spec().name(last));
            }
        }
        first.forEach(root::addSubcommand);
        return root;
    }
}
