package dev.skep.cli.trace;

import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.ColumnSet;
import dev.skep.cli.output.OutputKind;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.trace.filter.Cgroup;
import dev.skep.trace.filter.NamePart;
import dev.skep.trace.filter.ProcessFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Options that all trace commands share. */
final class TraceOptions {
    private TraceOptions() {}

    /** Filters by process; {@code threadNames} differ, since execsnoop uses -t for something else. */
    static void addProcess(OptionList options, String... threadNames) {
        options.values(Integer.class, "PID", OptionValues::pid, "Only this process.", "-p", "--pid")
                .values(Integer.class, "TID", OptionValues::pid, "Only this thread.", threadNames)
                .values(Integer.class, "UID", OptionValues::uid, "Only this user.", "-u", "--uid")
                .values(
                        Integer.class,
                        "PID",
                        OptionValues::pid,
                        "Only children of this process.",
                        "-P",
                        "--ppid",
                        "--parent")
                .values(
                        NamePart.class,
                        "NAME",
                        TraceOptions::namePart,
                        "Only processes whose name contains NAME.",
                        "-n",
                        "--name",
                        "--comm")
                .values(
                        Cgroup.class,
                        "FOLDER",
                        TraceOptions::cgroup,
                        "Only processes in this control group (v2) or below: /sys/fs/cgroup/system.slice.",
                        "-c",
                        "--cgroup");
    }

    static Cgroup cgroup(String folder) {
        try {
            return Cgroup.at(Path.of(folder));
        } catch (IllegalArgumentException refused) {
            throw OptionList.refusal(refused.getMessage());
        }
    }

    static NamePart namePart(String text) {
        try {
            return new NamePart(text);
        } catch (IllegalArgumentException refused) {
            throw OptionList.refusal(refused.getMessage());
        }
    }

    static ProcessFilter process(ParseResult options) {
        try {
            return new ProcessFilter(
                    OptionList.all(options, "--pid"),
                    OptionList.all(options, "--tid"),
                    OptionList.all(options, "--uid"),
                    OptionList.all(options, "--ppid"),
                    OptionList.all(options, "--name"),
                    OptionList.all(options, "--cgroup"));
        } catch (IllegalArgumentException refused) {
            throw CommandFailure.usage(refused.getMessage());
        }
    }

    static void addOutput(OptionList options, ColumnSet<?> columns) {
        options.value(
                        Duration.class,
                        "TIME",
                        OptionValues::duration,
                        "End after TIME: seconds, or with unit (500ms, 2m).",
                        "-d",
                        "--duration")
                .value(Long.class, "N", OptionValues::count, "End after N events.", "--count")
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
                        "Show these columns, in this order: " + String.join(",", columns.names()) + ".",
                        "--columns");
    }

    /** What the user wants to see, or {@code standard}; JSON has everything unless columns are named. */
    static <E> RecordPrinter<E> printer(
            ParseResult options, Invocation invocation, ColumnSet<E> known, List<Column<E>> standard) {
        OutputKind kind = options.matchedOptionValue("--output", OutputKind.COLUMNS);
        List<String> names = OptionList.all(options, "--columns");
        List<Column<E>> columns;
        try {
            columns = names.isEmpty() ? kind == OutputKind.JSON ? known.all() : standard : known.select(names);
        } catch (IllegalArgumentException refused) {
            throw CommandFailure.usage(refused.getMessage());
        }
        return new RecordPrinter<>(columns, kind, invocation.colour(), invocation.out());
    }
}
