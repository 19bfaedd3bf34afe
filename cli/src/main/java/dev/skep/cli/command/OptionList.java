package dev.skep.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Adds options to a command, one call each, in the order of the help text. */
public final class OptionList {
    private static final int HELP_WIDTH = 100;

    private final CommandSpec spec;

    private OptionList(CommandSpec spec) {
        this.spec = spec;
    }

    /** Begins a command that has {@code --help} and {@code --debug} at the end of its options. */
    public static OptionList of(String name, String description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null).name(name);
        spec.usageMessage()
                .description(description)
                .width(HELP_WIDTH)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n");
        return new OptionList(spec);
    }

    /** An option without value. */
    public OptionList flag(String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build());
        return this;
    }

    /** An option with one value. */
    public <T> OptionList value(
            Class<T> type, String label, ITypeConverter<T> converter, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(type)
                .arity("1")
                .paramLabel(label)
                .converters(converter)
                .description(description)
                .build());
        return this;
    }

    /** An option with several values, separated by commas or given by naming it again. */
    public <T> OptionList values(
            Class<T> type, String label, ITypeConverter<T> converter, String description, String... names) {
        spec.addOption(OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(type)
                .arity("1")
                .splitRegex(",")
                .paramLabel(label)
                .converters(converter)
                .description(description)
                .hideParamSyntax(true)
                .build());
        return this;
    }

    /** Text that follows the options in the help text. */
    public OptionList footer(String... lines) {
        spec.usageMessage().footer(lines);
        return this;
    }

    /** The command; adds what every command has. */
    public CommandSpec end() {
        flag("Show where in Skep an error comes from.", "--debug");
        spec.addOption(OptionSpec.builder("-h", "-?", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .arity("0")
                .description("Show this help.")
                .build());
        return spec;
    }

    /** The values of an option; none if it was not given. */
    public static <T> List<T> all(ParseResult options, String name) {
        return options.matchedOptionValue(name, List.<T>of());
    }

    /** Whether an option without value was given. */
    public static boolean has(ParseResult options, String name) {
        return options.hasMatchedOption(name);
    }

    /** Makes a converter's refusal; picocli puts the option's name before it. */
    public static TypeConversionException refusal(@Nullable String message) {
        return new TypeConversionException(String.valueOf(message));
    }
}
