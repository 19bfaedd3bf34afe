package dev.skep.compiler.internal.debug;

import dev.skep.compiler.internal.ir.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of source lines, where it can be had: from files that were given, else from a {@code .java} file beside the
 * class, found as a resource of the class loader or of the class's module. Each file is read once, and the lines that
 * were asked for outlive {@link #forgetFiles}. Not safe for several threads.
 */
public final class SourceText {
    private final ClassLoader loader;
    private final Map<String, String> given;
    private final Map<String, List<String>> files = new HashMap<>();
    private final Map<String, Map<Integer, String>> asked = new HashMap<>();

    /** Looks beside the classes that {@code loader} finds. */
    public SourceText(ClassLoader loader) {
        this(loader, Map.of());
    }

    /**
     * Looks at {@code given} first.
     *
     * @param given whole texts by file name without folder: {@code Hello.java}
     */
    public SourceText(ClassLoader loader, Map<String, String> given) {
        this.loader = loader;
        this.given = Map.copyOf(given);
    }

    /** The line without the blanks around it; empty if its text is not to be found. */
    public String line(SourcePosition position) {
        return asked.computeIfAbsent(position.className(), _ -> new HashMap<>())
                .computeIfAbsent(position.line(), _ -> read(position));
    }

    /** Keeps the lines that were asked for, and no others. */
    public void forgetFiles() {
        files.clear();
    }

    private String read(SourcePosition position) {
        List<String> lines = lines(position);
        int index = position.line() - 1;
        return index >= 0 && index < lines.size() ? lines.get(index).strip() : "";
    }

    private List<String> lines(SourcePosition position) {
        String path = path(position);
        List<String> known = files.get(path);
        if (known == null) {
            String text = given.get(position.file());
            known = text != null ? text.lines().toList() : read(path, position.className());
            files.put(path, known);
        }
        return known;
    }

    private static String path(SourcePosition position) {
        int end = position.className().lastIndexOf('.');
        return position.className().substring(0, end + 1).replace('.', '/') + position.file();
    }

    private List<String> read(String path, String className) {
        try (InputStream stream = open(path, className)) {
            if (stream == null) return List.of();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            // A text that cannot be read is as good as none: it is only for people.
            return List.of();
        }
    }

    private @Nullable InputStream open(String path, String className) throws IOException {
        InputStream stream = loader.getResourceAsStream(path);
        if (stream != null) return stream;
        try {
            return Class.forName(className, false, loader).getModule().getResourceAsStream(path);
        } catch (ClassNotFoundException | LinkageError notLoadable) {
            return null;
        }
    }
}
