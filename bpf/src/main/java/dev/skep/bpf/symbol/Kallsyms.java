package dev.skep.bpf.symbol;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions in /proc/kallsyms: the one place that knows the file and its lines,
 * {@code ffffffff81000000 T name<TAB>[module]}. Only code is of interest.
 */
public final class Kallsyms {
    private static final Path FILE = Path.of("/proc/kallsyms");

    private Kallsyms() {}

    /**
     * A function of the kernel or of a module.
     *
     * @param address where it begins; 0 where the kernel hides addresses
     * @param name without its module
     */
    public record Function(long address, String name) {}

    /**
     * Hands over each function, in the order of the file; several may have one name.
     *
     * @throws IOException if the file cannot be read
     */
    public static void forEach(Consumer<Function> sink) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(FILE, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Function function = parse(line);
                if (function != null) {
                    sink.accept(function);
                }
            }
        }
    }

    /** The function of a line, or null if it is of something else, or damaged. */
    public static @Nullable Function parse(String line) {
        int blank = line.indexOf(' ');
        if (!isNumber(line, blank) || line.length() < blank + 4 || line.charAt(blank + 2) != ' ') {
            return null;
        }
        char kind = line.charAt(blank + 1);
        if (kind != 't' && kind != 'T' && kind != 'w' && kind != 'W') {
            return null;
        }
        int end = blank + 3;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        if (end == blank + 3) {
            return null;
        }
        return new Function(Long.parseUnsignedLong(line, 0, blank, 16), line.substring(blank + 3, end));
    }

    private static boolean isNumber(String line, int length) {
        if (length < 1 || length > 16) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!HexFormat.isHexDigit(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
