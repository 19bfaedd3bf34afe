package dev.skep.cli.list;

import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.OutputKind;
import dev.skep.cli.output.RecordPrinter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep list}: what is in the kernel, own and foreign. */
public final class ListCommand implements Command {
    private static final Duration STATISTICS = Duration.ofSeconds(1);

    private final ListColumns columns = new ListColumns();

    /** Called once the user wants it. */
    public ListCommand() {}

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                        "skep list",
                        "Show the programs, maps and links in the kernel, whoever put them there, or one program's source.")
                .value(
                        Integer.class,
                        "ID",
                        OptionValues::objectId,
                        "Print the instructions of program ID with their source lines.",
                        "--source")
                .flag("Count runs and their time while the command waits, and show programs with these.", "--stats")
                .value(
                        Duration.class,
                        "TIME",
                        OptionValues::duration,
                        "How long --stats counts: seconds, or with unit (500ms, 2m). 1 second unless given.",
                        "-d",
                        "--duration");
        ListFilter.addTo(options);
        CommandSpec spec = options.value(Long.class, "N", OptionValues::count, "End after N lines.", "--count")
                .value(
                        OutputKind.class,
                        "FORMAT",
                        OptionValues::output,
                        "columns, or json: one object a line.",
                        "-o",
                        "--output")
                .values(
                        String.class,
                        "NAME",
                        text -> text,
                        "Show these columns, in this order. Programs: "
                                + String.join(",", columns.programs(false).all().names()) + ". Maps: "
                                + String.join(",", columns.maps().all().names()) + ". Links: "
                                + String.join(",", columns.links().all().names()) + ". All kinds together: "
                                + String.join(",", columns.everything().all().names()) + ".",
                        "--columns")
                .footer(
                        "",
                        "Several values of one option, separated by commas or given by repeating it: any of them.",
                        "Options together: all of them. A program that is attached without a link (by tc, or by a perf event)"
                                + " has nothing in the column attached.")
                .end();
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("KIND")
                .type(ListKind.class)
                .converters((picocli.CommandLine.ITypeConverter<ListKind>) ListKind::of)
                .description("programs, maps or links; all of them unless given.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        if (options.hasMatchedOption("--source")) {
            int id = options.matchedOptionValue("--source", 0);
            invocation.requireRights();
            SourceListing.of(id).print(invocation.text());
            return ExitStatus.FINE;
        }
        boolean counted = OptionList.has(options, "--stats");
        ListKind kind = options.matchedPositionalValue(0, counted ? ListKind.PROGRAMS : ListKind.EVERYTHING);
        if (counted && kind != ListKind.PROGRAMS) {
            throw CommandFailure.usage("--stats is for programs: skep list programs --stats");
        }
        if (!counted && options.hasMatchedOption("--duration")) {
            throw CommandFailure.usage("--duration says how long --stats counts, and needs it");
        }
        ListFilter filter = ListFilter.of(options);
        return switch (kind) {
            case EVERYTHING -> {
                RecordPrinter<Listed> printer = printer(columns.everything(), options, invocation);
                invocation.requireRights();
                Inventory inventory = Inventory.take();
                List<Listed> all = new ArrayList<>(inventory.programs());
                all.addAll(inventory.maps());
                all.addAll(inventory.links());
                yield print(all, filter, printer, options);
            }
            case PROGRAMS -> {
                RecordPrinter<ListedProgram> printer = printer(columns.programs(counted), options, invocation);
                invocation.requireRights();
                yield print(
                        counted
                                ? counted(options, invocation)
                                : Inventory.take().programs(),
                        filter,
                        printer,
                        options);
            }
            case MAPS -> {
                RecordPrinter<ListedMap> printer = printer(columns.maps(), options, invocation);
                invocation.requireRights();
                yield print(Inventory.take().maps(), filter, printer, options);
            }
            case LINKS -> {
                RecordPrinter<ListedLink> printer = printer(columns.links(), options, invocation);
                invocation.requireRights();
                yield print(Inventory.take().links(), filter, printer, options);
            }
        };
    }

    private static <E> RecordPrinter<E> printer(
            ListColumns.Choice<E> choice, ParseResult options, Invocation invocation) {
        OutputKind kind = options.matchedOptionValue("--output", OutputKind.COLUMNS);
        List<String> names = OptionList.all(options, "--columns");
        List<Column<E>> shown;
        try {
            shown = names.isEmpty()
                    ? kind == OutputKind.JSON ? choice.all().all() : choice.standard()
                    : choice.all().select(names);
        } catch (IllegalArgumentException refused) {
            throw CommandFailure.usage(refused.getMessage());
        }
        return new RecordPrinter<>(shown, kind, invocation.colour(), invocation.out());
    }

    private static <E extends Listed> int print(
            List<E> objects, ListFilter filter, RecordPrinter<E> printer, ParseResult options) throws IOException {
        long most = options.matchedOptionValue("--count", Long.MAX_VALUE);
        List<E> wanted = objects.stream().filter(filter).limit(most).toList();
        if (wanted.isEmpty()) {
            filter.requireIds();
        }
        printer.header();
        for (E object : wanted) {
            printer.print(object, false);
        }
        printer.flush();
        return ExitStatus.FINE;
    }

    /** Programs with what they did while this waited. */
    private static List<ListedProgram> counted(ParseResult options, Invocation invocation) {
        Map<Integer, ProgramInfo> before = new HashMap<>();
        try (RunStatistics _ = RunStatistics.enable()) {
            for (int id : ObjectKind.PROGRAM.ids()) {
                ProgramInfo.ofId(id).ifPresent(program -> before.put(id, program));
            }
            await(options.matchedOptionValue("--duration", STATISTICS), invocation);
            return Inventory.take().programs().stream()
                    .map(program ->
                            before.containsKey(program.id()) ? program.since(before.get(program.id())) : program)
                    .toList();
        }
    }

    private static void await(Duration time, Invocation invocation) {
        CountDownLatch end = new CountDownLatch(1);
        invocation.interruption().prepare(end::countDown, () -> {});
        try {
            boolean _ = end.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            invocation.interruption().release();
        }
    }
}
