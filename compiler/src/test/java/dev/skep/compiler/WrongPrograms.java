package dev.skep.compiler;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The files of a folder, each a program that javac takes and the kernel must not; compiled together, in memory. */
final class WrongPrograms extends ClassLoader {
    private static final Map<Path, WrongPrograms> COMPILED = new HashMap<>();

    private final Map<String, ByteArrayOutputStream> files = new HashMap<>();
    private final Path folder;
    private final List<String> names;

    private WrongPrograms(Path folder, List<String> names) {
        super(WrongPrograms.class.getClassLoader());
        this.folder = folder;
        this.names = names;
    }

    /** Those of a folder, compiled when they are asked for first. */
    static synchronized WrongPrograms in(Path folder) throws IOException {
        WrongPrograms known = COMPILED.get(folder);
        if (known == null) {
            known = compile(folder);
            COMPILED.put(folder, known);
        }
        return known;
    }

    private static WrongPrograms compile(Path folder) throws IOException {
        List<Path> sources;
        try (Stream<Path> found = Files.list(folder)) {
            sources = found.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        List<String> names = sources.stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        WrongPrograms programs = new WrongPrograms(folder, names);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager disk = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                InMemory memory = new InMemory(disk, programs.files)) {
            List<String> options = List.of("-g", "-proc:none", "-cp", System.getProperty("java.class.path", ""));
            boolean compiled = javac.getTask(
                            said, memory, null, options, null, disk.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) throw new AssertionError(said);
        }
        return programs;
    }

    /** The programs' names. */
    List<String> names() {
        return names;
    }

    /** A program of its own. */
    Object program(String name) throws ReflectiveOperationException {
        var constructor = loadClass(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream file = files.get(name.replace('.', '/') + ".class");
        if (file == null) throw new ClassNotFoundException(name);
        return defineClass(name, file.toByteArray(), 0, file.size());
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        ByteArrayOutputStream made = files.get(name);
        if (made != null) return new ByteArrayInputStream(made.toByteArray());
        try {
            Path source = folder.resolve(name);
            return Files.isRegularFile(source) ? Files.newInputStream(source) : super.getResourceAsStream(name);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> files;

        InMemory(StandardJavaFileManager disk, Map<String, ByteArrayOutputStream> files) {
            super(disk);
            this.files = files;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String path = className.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    files.put(path, bytes);
                    return bytes;
                }
            };
        }
    }
}
