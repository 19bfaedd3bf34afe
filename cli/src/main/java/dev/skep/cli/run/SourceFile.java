package dev.skep.cli.run;

import dev.skep.cli.command.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One Java file on disk, compiled in memory against what Skep itself runs with.
 *
 * @param path where it is
 */
record SourceFile(Path path) {
    /**
     * Its classes, loaded but not initialised; those of the file's top level first.
     *
     * @throws CommandFailure with javac's words if it does not compile
     */
    List<Class<?>> compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw CommandFailure.failure("this Java has no compiler: run Skep with a JDK, not with a run-time image");
        }
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.usage(path + ": no such file");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager disk = compiler.getStandardFileManager(diagnostics, null, null);
                ClassesInMemory classes = new ClassesInMemory(disk)) {
            // Line numbers and names of variables are what messages are made of.
            List<String> options = List.of("-g", "-parameters", "-proc:none", "-classpath", classPath());
            boolean compiled = compiler.getTask(
                            null, classes, diagnostics, options, null, disk.getJavaFileObjects(path))
                    .call();
            if (!compiled) {
                throw CommandFailure.failure(errors(diagnostics));
            }
            return load(classes.classes());
        } catch (IOException unreadable) {
            throw CommandFailure.failure(path + ": " + unreadable.getMessage());
        }
    }

    private static String errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        StringBuilder text = new StringBuilder("javac refuses it:");
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                text.append(System.lineSeparator()).append(diagnostic);
            }
        }
        return text.toString();
    }

    private List<Class<?>> load(Map<String, byte[]> classes) throws IOException {
        Map<String, byte[]> resources = new HashMap<>();
        classes.forEach((name, bytes) -> resources.put(name.replace('.', '/') + ".class", bytes));
        String first = classes.isEmpty() ? "" : classes.keySet().iterator().next();
        String folder = first.substring(0, first.lastIndexOf('.') + 1).replace('.', '/');
        resources.put(folder + path.getFileName(), Files.readAllBytes(path));
        ProgramLoader loader = new ProgramLoader(resources);
        List<Class<?>> loaded = new ArrayList<>();
        for (String name : classes.keySet()) {
            try {
                loaded.add(Class.forName(name, false, loader));
            } catch (ClassNotFoundException lost) {
                throw new IllegalStateException("javac wrote a class that cannot be found: " + name, lost);
            }
        }
        return loaded;
    }

    /** Everything that Skep runs with: the places of its modules, or its class path where it runs without modules. */
    private static String classPath() {
        ModuleLayer layer = SourceFile.class.getModule().getLayer();
        if (layer == null) {
            return System.getProperty("java.class.path", "");
        }
        return layer.configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .filter(place -> place.getScheme().equals("file"))
                .map(place -> Path.of(place).toString())
                .sorted()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
