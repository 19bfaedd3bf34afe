package dev.skep.cli.trace;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.trace.EventSource;
import dev.skep.trace.exec.ExecEvent;
import dev.skep.trace.exec.ExecFilter;
import dev.skep.trace.exec.ExecTrace;
import dev.skep.trace.exec.StartedProgram;
import dev.skep.trace.filter.ProcessFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep trace exec}: the programs that start, with execsnoop's columns and flags. */
public final class ExecCommand implements Command {
    private final Function<ExecFilter, EventSource<StartedProgram>> start;

    /** Traces this host. */
    public ExecCommand() {
        this(ExecTrace::start);
    }

    ExecCommand(Function<ExecFilter, EventSource<StartedProgram>> start) {
        this.start = start;
    }

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of("skep trace exec", "Show every program that starts, with its arguments.")
                .flag("Show the time.", "-T", "--time")
                .flag("Show the seconds since the start.", "-t", "--timestamp")
                .flag("Show the user id.", "-U", "--print-uid")
                .flag("Show execs that fail, too.", "-x", "--fails", "--failed")
                .flag("Put arguments in quotation marks.", "-q", "--quote")
                .values(String.class, "TEXT", text -> text, "Only command lines that contain TEXT.", "-l", "--line")
                .value(
                        Integer.class,
                        "N",
                        OptionValues::smallCount,
                        "Show at most N arguments, the program's name included.",
                        "--max-args");
        TraceOptions.addProcess(options, "--tid");
        WorkloadOptions.add(options);
        TraceOptions.addOutput(
                options,
                new WorkloadColumns<>(StartedProgram::group)
                        .with(columns(false, Integer.MAX_VALUE).all()));
        return options.footer(
                        "",
                        "Several values of one option, separated by commas or given by repeating it: any of them.",
                        "Options together: all of them. Filters run in the kernel, all but --line. Ctrl-C ends it.",
                        "Arguments are shown up to " + ExecEvent.ARGUMENTS_BYTES
                                + " bytes; ... says that there were more.")
                .end();
    }

    private static ExecColumns columns(boolean quoted, int mostArguments) {
        return new ExecColumns(quoted, mostArguments, System.nanoTime());
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        ProcessFilter process = TraceOptions.process(options);
        ExecColumns columns = columns(
                OptionList.has(options, "--quote"), options.matchedOptionValue("--max-args", Integer.MAX_VALUE));
        try (WorkloadTrace<StartedProgram> workloads = new WorkloadTrace<>(options, StartedProgram::group)) {
            RecordPrinter<StartedProgram> printer = workloads.printer(
                    options,
                    invocation,
                    columns.all(),
                    columns.standard(
                            OptionList.has(options, "--time"),
                            OptionList.has(options, "--timestamp"),
                            OptionList.has(options, "--print-uid")));
            Predicate<StartedProgram> line = line(OptionList.all(options, "--line"));
            invocation.requireRights();
            ExecFilter filter = new ExecFilter(
                    workloads.start(process), OptionList.has(options, "--fails"), ExecEvent.ARGUMENTS_BYTES);
            try (EventSource<StartedProgram> source = start.apply(filter)) {
                return new TraceLoop<>(
                                source,
                                printer,
                                line.and(workloads.wanted()),
                                program -> program.result() < 0,
                                invocation)
                        .run(Limits.of(options));
            }
        }
    }

    private static Predicate<StartedProgram> line(List<String> parts) {
        if (parts.isEmpty()) {
            return program -> true;
        }
        List<byte[]> wanted = parts.stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList();
        return program -> {
            for (byte[] part : wanted) {
                if (program.contains(part)) {
                    return true;
                }
            }
            return false;
        };
    }
}
