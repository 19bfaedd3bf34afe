package dev.skep.cli;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep version}. */
final class VersionCommand implements Command {
    @Override
    public CommandSpec spec() {
        return OptionList.of("skep version", "Print the version of Skep.").end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        String version = Optional.ofNullable(Main.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(development)");
        invocation.text().println("skep " + version);
        return ExitStatus.FINE;
    }
}
