package dev.skep.cli.map;

import dev.skep.bpf.inspect.KernelObject;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.OutputKind;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep map dump}: what is in a map, own or foreign. */
public final class MapDumpCommand implements Command {
    /** Called once the user wants it. */
    public MapDumpCommand() {}

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionList.of(
                        "skep map dump",
                        "Show the elements of a map, decoded by the types that it was created with, or else in hexadecimal.")
                .value(Long.class, "N", OptionValues::count, "End after N elements.", "--count")
                .value(
                        OutputKind.class,
                        "FORMAT",
                        OptionValues::output,
                        "columns, or json: one object a line.",
                        "-o",
                        "--output")
                .footer(
                        "",
                        "Maps that have a value for each processor show each, and the sum of plain numbers. While others change"
                                + " the map, an element may be missed or shown twice.")
                .end();
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .paramLabel("ID|NAME|PATH")
                .type(String.class)
                .description(
                        "The map: its id or its name, as skep list maps shows them, or the path where it is pinned.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        MapArgument argument = new MapArgument(options.matchedPositionalValue(0, ""));
        long most = options.matchedOptionValue("--count", Long.MAX_VALUE);
        OutputKind kind = options.matchedOptionValue("--output", OutputKind.COLUMNS);
        invocation.requireRights();
        try (KernelObject map = argument.open()) {
            DumpedMap dumped = DumpedMap.of(map);
            dumped.print(kind, most, invocation);
        }
        return ExitStatus.FINE;
    }
}
