package dev.skep.bpf.symbol;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.tracefs.TraceFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the running kernel and its modules by name: all of them as /proc/kallsyms lists them, or those that
 * ftrace can patch. Each is read when it is asked for, which takes some ten milliseconds. Immutable.
 */
public final class KernelFunctions {
    /** Where the code begins and ends that runs when the kernel starts (include/asm-generic/sections.h). */
    private static final String INITIAL_START = "_sinittext";

    private static final String INITIAL_END = "_einittext";

    private KernelFunctions() {}

    /** Every function; kprobes attach to most of them. */
    public static Collection<String> all() {
        TreeSet<String> names = new TreeSet<>();
        try {
            Kallsyms.forEach(function -> names.add(function.name()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read /proc/kallsyms", unreadable);
        }
        return names;
    }

    /**
     * Those that ftrace can patch, which is what kprobe.multi attaches to; where the kernel does not say, because it has no such list or is
     * locked down, all but those that ran when it started and whose memory has been given back.
     */
    public static Collection<String> traceable() {
        try {
            return traceable(TraceFs.instance().traceableFunctions());
        } catch (UncheckedIOException hidden) {
            return lasting();
        }
    }

    private static Collection<String> lasting() {
        List<Kallsyms.Function> functions = new ArrayList<>();
        long[] initial = {0, 0};
        try {
            Kallsyms.forEach(function -> {
                functions.add(function);
                if (function.name().equals(INITIAL_START)) {
                    initial[0] = function.address();
                } else if (function.name().equals(INITIAL_END)) {
                    initial[1] = function.address();
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read /proc/kallsyms", unreadable);
        }
        TreeSet<String> names = new TreeSet<>();
        for (Kallsyms.Function function : functions) {
            boolean gone = Long.compareUnsigned(function.address(), initial[0]) >= 0
                    && Long.compareUnsigned(function.address(), initial[1]) < 0;
            if (!gone) {
                names.add(function.name());
            }
        }
        return names;
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

    private static Collection<String> traceable(Path list) {
        TreeSet<String> names = new TreeSet<>();
        try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String found = fromFilterFunctions(line);
                if (found != null) {
                    names.add(found);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + list, unreadable);
        }
        return names;
    }

    /** {@code name [module]}; those that were freed after boot are told without a name of use. */
    static @Nullable String fromFilterFunctions(String line) {
        return line.isEmpty() || line.startsWith("__ftrace_invalid_address__") ? null : firstWord(line);
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        return line.substring(0, end);
    }
}
