package dev.skep.cli;

import dev.skep.bpf.KernelException;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.compiler.CompileException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command that the arguments name, parses the rest, runs it, and turns what goes wrong into one line and a status. */
final class CommandLineRun {
    private static final String DEBUG = "--debug";

    private CommandLineRun() {}

    static int of(List<String> arguments, Invocation process) {
        if (arguments.isEmpty()) {
            process.err().print(Overview.text());
            return ExitStatus.USAGE;
        }
        String first = arguments.get(0);
        boolean onlyGroup = CommandName.isGroup(first)
                && (arguments.size() == 1 || (CommandName.of(arguments).isEmpty() && isHelp(arguments.get(1))));
        if (isHelp(first) || onlyGroup) {
            return overview(process);
        }
        if (first.equals("--version") || first.equals("-V")) {
            return named(CommandName.VERSION, List.of(), process);
        }
        return CommandName.of(arguments)
                .map(name -> named(name, arguments.subList(name.length(), arguments.size()), process))
                .orElseGet(() -> unknown(arguments, process));
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h") || word.equals("help");
    }

    private static int overview(Invocation process) {
        PrintStream out = process.text();
        out.print(Overview.text());
        return ExitStatus.FINE;
    }

    private static int unknown(List<String> arguments, Invocation process) {
        String first = arguments.get(0);
        String words = CommandName.isGroup(first) ? first + ' ' + arguments.get(1) : first;
        process.say((words.startsWith("-") ? "unknown option '" : "unknown command '") + words + "': see skep --help");
        return ExitStatus.USAGE;
    }

    private static int named(CommandName name, List<String> arguments, Invocation process) {
        Invocation invocation = new Invocation(
                process.name() + ' ' + name.words(),
                process.out(),
                process.err(),
                process.interruption(),
                process.terminal());
        boolean debug = arguments.contains(DEBUG);
        try {
            return run(name.create(), arguments, invocation);
        } catch (CommandFailure failure) {
            return failed(failure, failure.getMessage(), failure.status(), debug, invocation);
        } catch (CompileException refused) {
            // Its message names file and line, as compilers do, and has the source line below.
            invocation.err().println(refused.getMessage());
            trace(refused, debug, invocation);
            return ExitStatus.FAILURE;
        } catch (KernelException failure) {
            return failed(failure, failure.getMessage(), ExitStatus.FAILURE, debug, invocation);
        } catch (IOException failure) {
            return invocation.readerMayGo()
                    ? ExitStatus.FINE
                    : failed(failure, "write output: " + failure.getMessage(), ExitStatus.FAILURE, debug, invocation);
        } catch (RuntimeException | Error defect) {
            // The edge of the process: what nobody expected is shown as what it is.
            String advice = debug ? "" : "; run it again with --debug and report what it shows";
            return failed(defect, "internal error: " + defect + advice, ExitStatus.FAILURE, debug, invocation);
        }
    }

    private static int failed(
            Throwable cause, @Nullable String message, int status, boolean debug, Invocation invocation) {
        invocation.say(String.valueOf(message));
        trace(cause, debug, invocation);
        return status;
    }

    private static void trace(Throwable cause, boolean debug, Invocation invocation) {
        if (debug) {
            cause.printStackTrace(invocation.err());
        }
    }

    private static int run(Command command, List<String> arguments, Invocation invocation) throws IOException {
        CommandSpec spec = command.spec();
        CommandLine line = new CommandLine(spec);
        ParseResult options;
        try {
            options = line.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException refused) {
            throw CommandFailure.usage(explain(refused) + " (see " + invocation.name() + " --help)");
        }
        if (options.isUsageHelpRequested()) {
            line.usage(invocation.text(), invocation.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
            return ExitStatus.FINE;
        }
        return command.run(options, invocation);
    }

    private static String explain(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return (word.startsWith("-") ? "unknown option '" : "unexpected argument '") + word + "'";
        }
        String message = String.valueOf(refused.getMessage());
        int end = message.indexOf('\n');
        String line = (end < 0 ? message : message.substring(0, end)).strip();
        return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }
}
