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
        Map<String, CommandSpec> groups = new TreeMap<>();
        for (CommandName name : CommandName.values()) {
            CommandSpec command = name.create().spec();
            int blank = name.words().indexOf(' ');
            if (blank < 0) {
                root.addSubcommand(name.words(), command.name(name.words()));
            } else {
                String last = name.words().substring(blank + 1);
                groups.computeIfAbsent(
                                name.words().substring(0, blank),
                                group -> CommandSpec.wrapWithoutInspection(null).name(group))
                        .addSubcommand(last, command.name(last));
            }
        }
        groups.forEach(root::addSubcommand);
        return root;
    }
}
