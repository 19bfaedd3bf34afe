package dev.skep.cli.run;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep run}: one Java file, from source to the kernel. */
public final class RunCommand implements Command {
    private static final int FILE = 0;

    /** Called once the user wants it. */
    public RunCommand() {}

    @Override
    public CommandSpec spec() {
        CommandSpec spec = OptionList.of(
                        "skep run",
                        "Compile one Java file and run its hook methods in the kernel, until Ctrl-C. Prints what they print,"
                                + " the records of ring buffers as they come, and maps and variables at the end.")
                .value(
                        Duration.class,
                        "TIME",
                        OptionValues::duration,
                        "End after TIME: seconds, or with unit (500ms, 2m).",
                        "-d",
                        "--duration")
                .flag("Print the instructions with their Java lines, and load nothing.", "--dump")
                .footer(
                        "",
                        "ARGS are the arguments of the program's constructor.",
                        "Maps and variables in private fields are not printed.")
                .end();
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .paramLabel("FILE.java")
                .type(Path.class)
                .description("The program.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .paramLabel("ARGS")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Its arguments.")
                .build());
        // What follows the program's file belongs to the program.
        spec.parser().stopAtPositional(true);
        return spec;
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        Path file = options.matchedPositionalValue(FILE, Path.of(""));
        List<String> arguments = options.matchedPositionalValue(1, List.<String>of());
        PrintStream out = invocation.text();
        if (OptionList.has(options, "--dump")) {
            for (Object program : programs(file, arguments)) {
                Kernel.dump(program).forEach(compiled -> dump(compiled, out));
            }
            return ExitStatus.FINE;
        }
        invocation.requireRights();
        Duration duration = options.matchedOptionValue("--duration", Duration.ofNanos(Long.MAX_VALUE));
        List<Loaded<?>> loaded = new ArrayList<>();
        try {
            List<Object> programs = programs(file, arguments);
            double printed = TracePipe.lastLine();
            for (Object program : programs) {
                loaded.add(load(program));
            }
            new RunningPrograms(loaded, printed, out, invocation).until(duration);
        } finally {
            loaded.reversed().forEach(Loaded::close);
        }
        return ExitStatus.FINE;
    }

    private static Loaded<?> load(Object program) {
        try {
            return Kernel.load(program);
        } catch (IllegalArgumentException refused) {
            throw CommandFailure.failure(program.getClass().getName() + ": " + refused.getMessage());
        }
    }

    private static List<Object> programs(Path file, List<String> arguments) {
        List<ProgramClass> found = ProgramClass.among(new SourceFile(file).compile());
        if (found.isEmpty()) {
            throw CommandFailure.failure(file
                    + ": no class in it has a method with a hook, such as @Tracepoint(\"syscalls/sys_enter_execve\")");
        }
        return found.stream().map(program -> program.instance(arguments)).toList();
    }

    private static void dump(CompiledProgram program, PrintStream out) {
        out.println(program);
        out.println(program.listing());
        program.notes().forEach(note -> out.println("note: " + note));
    }
}
