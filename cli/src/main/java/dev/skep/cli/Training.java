package dev.skep.cli;

import dev.skep.bpf.KernelException;
import dev.skep.cli.command.Interruption;
import dev.skep.cli.command.Invocation;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.program.DropProgram;
import dev.skep.trace.exec.ExecFilter;
import dev.skep.trace.exec.ExecTrace;
import dev.skep.trace.open.OpenFilter;
import dev.skep.trace.open.OpenTrace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the JVM runs once while it records the AOT cache, so that a later start finds it ready: every class of Skep, then a rehearsal of
 * what short commands do. Needs no rights and loads nothing into the kernel; where a part of the rehearsal is not allowed, the rest
 * still counts.
 */
final class Training {
    private Training() {}

    /** Initialises every class of Skep's modules; the classes that they use follow. */
    public static void main(String[] arguments) {
        Training.class.getModule().getLayer().configuration().modules().stream()
                .filter(module -> module.name().startsWith("dev.skep."))
                .flatMap(module -> classes(module).stream())
                // Those run on the class path, and have a training of their own.
                .filter(name -> !name.startsWith("dev.skep.cli.agent."))
                .forEach(Training::initialise);
        command("--version");
        command("trace", "open", "--help");
        command("trace", "exec", "--help");
        command("list", "--help");
        command("drop", "--help");
        command("trace", "open", "--pid", "nonsense");
        command("drop", "icmp and ttl < 64", "--dev", "no such device");
        compile(() -> OpenTrace.compile(OpenFilter.ALL));
        compile(() -> ExecTrace.compile(ExecFilter.ALL));
        compile(() -> Kernel.compile(
                new DropProgram(List.of(Filter.parse("icmp and ttl < 64").match()), false)));
    }

    private static void command(String... words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int _ = CommandLineRun.of(
                List.of(words),
                new Invocation("skep", OutputStream.nullOutputStream(), nowhere, new Interruption(), false));
    }

    private static void compile(Supplier<List<CompiledProgram>> programs) {
        try {
            List<CompiledProgram> _ = programs.get();
        } catch (KernelException | CompileException notHere) {
            // No rights, or a kernel without what the program wants: that costs a later start some milliseconds.
            return;
        }
    }

    private static List<String> classes(ResolvedModule module) {
        try (ModuleReader reader = module.reference().open()) {
            return reader.list()
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("read module " + module.name(), e);
        }
    }

    private static void initialise(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the module lists a class that it does not have: " + name, e);
        }
    }
}
