package dev.skep.cli.drop;

import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.OptionList;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.filter.FilterException;
import dev.skep.drop.program.DropProgram;
import dev.skep.drop.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The rules that a command names: the words after its name, and those of {@code --rule}. */
final class RuleOptions {
    private RuleOptions() {}

    static void add(OptionList options) {
        options.values(String.class, "FILTER", text -> text, "One more rule.", "-r", "--rule")
                .values(
                        Recipe.class,
                        "NAME",
                        RuleOptions::recipe,
                        "A rule that is known by name: see skep drop recipes.",
                        "--recipe");
    }

    private static Recipe recipe(String name) {
        return Recipe.named(name)
                .orElseThrow(() -> OptionList.refusal("'" + name + "' is not a recipe: see skep drop recipes"));
    }

    static void addWords(CommandSpec spec) {
        addWords(spec, 0);
    }

    /** The words of a filter, from the parameter of this index on. */
    static void addWords(CommandSpec spec, int first) {
        spec.addPositional(PositionalParamSpec.builder()
                .index(first + "..*")
                .arity("0..*")
                .paramLabel("FILTER")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Which packets: words of pcap-filter(7), such as icmp or tcp port 80.")
                .build());
    }

    static List<Filter> of(ParseResult options) {
        return of(options, 0);
    }

    /** The rules of a command whose filter begins with the parameter of this index. */
    static List<Filter> of(ParseResult options, int first) {
        List<String> texts = new ArrayList<>();
        List<String> words = options.matchedPositionalValue(first, List.<String>of());
        if (!words.isEmpty()) {
            texts.add(String.join(" ", words));
        }
        texts.addAll(OptionList.all(options, "--rule"));
        OptionList.<Recipe>all(options, "--recipe").forEach(recipe -> texts.add(recipe.filter()));
        if (texts.isEmpty()) {
            throw CommandFailure.usage(
                    "no filter: name the packets, such as icmp, or 'tcp dst port 80 and src net 192.0.2.0/24'");
        }
        if (texts.size() > DropProgram.MOST_RULES) {
            throw CommandFailure.usage(texts.size() + " rules; 1 to " + DropProgram.MOST_RULES
                    + " are possible (many networks: src net @FILE)");
        }
        return texts.stream().map(RuleOptions::filter).toList();
    }

    private static Filter filter(String text) {
        try {
            Filter filter = Filter.parse(text);
            if (DropProgram.matchesNothing(filter.match())) {
                throw CommandFailure.usage(
                        "'" + text + "' matches no packet: it asks for two things that exclude each other");
            }
            return filter;
        } catch (FilterException wrong) {
            throw CommandFailure.usage(wrong.getMessage()
                    + System.lineSeparator()
                    + wrong.picture().indent(2).stripTrailing());
        }
    }
}
