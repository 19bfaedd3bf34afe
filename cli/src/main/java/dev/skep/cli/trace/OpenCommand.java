package dev.skep.cli.trace;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.trace.EventSource;
import dev.skep.trace.filter.ProcessFilter;
import dev.skep.trace.open.FlagTest;
import dev.skep.trace.open.OpenFilter;
import dev.skep.trace.open.OpenFlag;
import dev.skep.trace.open.OpenTrace;
import dev.skep.trace.open.OpenedFile;
import dev.skep.trace.open.PathPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep trace open}: the files that are opened, with opensnoop's columns and flags. */
public final class OpenCommand implements Command {
    private final Function<OpenFilter, EventSource<OpenedFile>> start;
    private final OpenColumns columns = new OpenColumns();

    /** Traces this host. */
    public OpenCommand() {
        this(OpenTrace::start);
    }

    OpenCommand(Function<OpenFilter, EventSource<OpenedFile>> start) {
        this.start = start;
    }

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of("skep trace open", "Show every file that is opened, as it happens.")
                .flag("Show the time.", "-T", "--timestamp")
                .flag("Show the user id.", "-U", "--print-uid")
                .flag("Show flags and the name of the error.", "-e", "--extended-fields")
                .flag("Only opens that fail.", "-x", "--failed")
                .values(
                        Integer.class,
                        "ERROR",
                        OptionValues::errno,
                        "Only opens that fail with ERROR, such as ENOENT.",
                        "--errno")
                .values(
                        FlagTest.class,
                        "FLAG",
                        OpenCommand::flags,
                        "Only opens with FLAG, such as O_WRONLY; O_CREAT|O_EXCL demands both.",
                        "-f",
                        "--flags")
                .values(
                        PathPrefix.class,
                        "PREFIX",
                        OpenCommand::prefix,
                        "Only paths that begin with PREFIX.",
                        "--path");
        TraceOptions.addProcess(options, "-t", "--tid");
        WorkloadOptions.add(options);
        TraceOptions.addOutput(options, new WorkloadColumns<>(OpenedFile::group).with(columns.all()));
        return options.footer(
                        "",
                        "Several values of one option, separated by commas or given by repeating it: any of them.",
                        "Options together: all of them. Filters run in the kernel. Ctrl-C ends it. Its own opens are not shown.",
                        "A path that begins with ?/ is relative to a directory that could not be found out.")
                .end();
    }

    private static FlagTest flags(String text) {
        FlagTest test = new FlagTest(0, 0);
        for (String name : text.split("\\|", -1)) {
            OpenFlag flag = OpenFlag.named(name.strip())
                    .orElseThrow(() ->
                            OptionList.refusal("'" + name + "' is not a flag of open(2), such as O_WRONLY or O_CREAT"));
            test = test.and(FlagTest.of(flag));
        }
        return test;
    }

    private static PathPrefix prefix(String text) {
        try {
            return new PathPrefix(text);
        } catch (IllegalArgumentException refused) {
            throw OptionList.refusal(refused.getMessage());
        }
    }

    /** By the link in /proc: ProcessHandle starts a pool of threads first. */
    private static int ownPid() throws IOException {
        return Integer.parseInt(Files.readSymbolicLink(Path.of("/proc/self")).toString());
    }

    private static OpenFilter filter(ParseResult options, ProcessFilter process) throws IOException {
        int own = ownPid();
        return new OpenFilter(
                process,
                process.pids().contains(own) ? 0 : own,
                OptionList.has(options, "--failed"),
                OptionList.all(options, "--errno"),
                OptionList.all(options, "--flags"),
                OptionList.all(options, "--path"));
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        ProcessFilter process = TraceOptions.process(options);
        try (WorkloadTrace<OpenedFile> workloads = new WorkloadTrace<>(options, OpenedFile::group)) {
            RecordPrinter<OpenedFile> printer = workloads.printer(
                    options,
                    invocation,
                    columns.all(),
                    columns.standard(
                            OptionList.has(options, "--timestamp"),
                            OptionList.has(options, "--print-uid"),
                            OptionList.has(options, "--extended-fields")));
            invocation.requireRights();
            OpenFilter filter = filter(options, workloads.start(process));
            try (EventSource<OpenedFile> source = start.apply(filter)) {
                return new TraceLoop<>(source, printer, workloads.wanted(), file -> file.errno() != 0, invocation)
                        .run(Limits.of(options));
            }
        }
    }
}
