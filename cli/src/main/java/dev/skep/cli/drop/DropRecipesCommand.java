package dev.skep.cli.drop;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.drop.recipe.Recipe;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop recipes}: the filters that are known by name. */
public final class DropRecipesCommand implements Command {
    /** Called once the user wants it. */
    public DropRecipesCommand() {}

    @Override
    public CommandSpec spec() {
        return OptionList.of("skep drop recipes", "List the packets of death that skep drop --recipe NAME knows.")
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        PrintStream out = invocation.text();
        for (Recipe recipe : Recipe.all()) {
            out.println(recipe.name() + " (" + recipe.source() + ")");
            out.println("    drops " + recipe.drops());
            out.println("    " + recipe.filter());
        }
        return ExitStatus.FINE;
    }
}
