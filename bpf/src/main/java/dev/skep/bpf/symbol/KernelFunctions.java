package dev.skep.bpf.symbol;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.tracefs.TraceFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the running kernel and its modules by name: all of them as /proc/kallsyms lists them, or those that
 * ftrace can patch. Each is read when it is asked for, which takes some ten milliseconds. Immutable.
 */
public final class KernelFunctions {
    private static final Path ALL = Path.of("/proc/kallsyms");

    private KernelFunctions() {}

    /** Every function; kprobes attach to most of them. */
    public static Collection<String> all() {
        return read(ALL, KernelFunctions::fromKallsyms);
    }

    /**
     * Those that ftrace can patch, which is what kprobe.multi attaches to; all where the kernel does not say, because it has no such
     * list or is locked down.
     */
    public static Collection<String> traceable() {
        try {
            return read(TraceFs.instance().traceableFunctions(), KernelFunctions::fromFilterFunctions);
        } catch (UncheckedIOException hidden) {
            return all();
        }
    }

    /**
     * Those of {@link #traceable} that the patterns stand for, in the order of the alphabet.
     *
     * @throws UnsupportedFeatureException when one of them stands for none; with the names that it may have meant
     */
    public static List<String> matching(List<SymbolPattern> patterns) {
        return matching(patterns, traceable());
    }

    static List<String> matching(List<SymbolPattern> patterns, Collection<String> functions) {
        TreeSet<String> found = new TreeSet<>();
        for (SymbolPattern pattern : patterns) {
            boolean any = false;
            for (String function : functions) {
                if (pattern.matches(function)) {
                    found.add(function);
                    any = true;
                }
            }
            if (!any) {
                throw missing(pattern.text(), functions);
            }
        }
        return List.copyOf(found);
    }

    /** What to throw when the kernel knows no function of this name. */
    public static UnsupportedFeatureException missing(String function) {
        return missing(function, all());
    }

    private static UnsupportedFeatureException missing(String function, Collection<String> functions) {
        return new UnsupportedFeatureException(
                "kernel function " + function,
                "this kernel has none of that name that can be traced" + NearNames.hint(function, functions));
    }

    private static Collection<String> read(Path list, Function<String, @Nullable String> name) {
        TreeSet<String> names = new TreeSet<>();
        try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String found = name.apply(line);
                if (found != null) {
                    names.add(found);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + list, unreadable);
        }
        return names;
    }

    /** {@code ffffffff81000000 T name [module]}; only code is of interest. */
    static @Nullable String fromKallsyms(String line) {
        int type = line.indexOf(' ') + 1;
        if (type < 1 || line.length() < type + 3) {
            return null;
        }
        char kind = line.charAt(type);
        return kind == 't' || kind == 'T' || kind == 'w' || kind == 'W' ? word(line, type + 2) : null;
    }

    /** {@code name [module]}; those that were freed after boot are told without a name of use. */
    static @Nullable String fromFilterFunctions(String line) {
        return line.isEmpty() || line.startsWith("__ftrace_invalid_address__") ? null : word(line, 0);
    }

    private static String word(String line, int start) {
        int end = start;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        return line.substring(start, end);
    }
}
