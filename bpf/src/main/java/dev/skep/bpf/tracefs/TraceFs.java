package dev.skep.bpf.tracefs;

import dev.skep.bpf.Capability;
import dev.skep.bpf.Errno;
import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.Privileges;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.sys.DetachedMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where tracefs is, and what it says of tracepoints. Safe for every thread.
 *
 * <p>It is looked for at /sys/kernel/tracing and /sys/kernel/debug/tracing. Where neither is mounted, this process makes
 * a mount for itself that no directory shows, so nothing on the host changes; it lasts until the process ends.
 */
public final class TraceFs {
    private static final String REMEDY = "mount it: mount -t tracefs tracefs /sys/kernel/tracing";

    private static final String EVENTS = "events";
    private static final String SYSTEM_CALLS = "syscalls/";
    private static final Object LOCK = new Object();
    private static @Nullable TraceFs instance;

    private final Path root;
    private final Map<String, TracepointFormat> systemCalls = new ConcurrentHashMap<>();

    private TraceFs(Path root) {
        this.root = root;
    }

    /**
     * The tracefs of the running kernel, found once.
     *
     * @throws UnsupportedFeatureException when there is none, with the command that mends it
     * @throws SyscallException when it is not mounted and this process lacks the right to mount it for itself
     */
    public static TraceFs instance() {
        synchronized (LOCK) {
            TraceFs known = instance;
            if (known == null) {
                known = find();
                instance = known;
            }
            return known;
        }
    }

    /** A tracefs at a known place. */
    static TraceFs at(Path root) {
        return new TraceFs(root);
    }

    /** Its root directory; a path under /proc/self/fd when the mount is this process's own. */
    public Path root() {
        return root;
    }

    /** Whether it is a mount that only this process can reach. */
    public boolean isPrivate() {
        return root.startsWith("/proc/self/fd");
    }

    /** The directory of a tracepoint. */
    private Path event(String tracepoint) {
        int slash = tracepoint.indexOf('/');
        if (slash <= 0
                || slash == tracepoint.length() - 1
                || slash != tracepoint.lastIndexOf('/')
                || tracepoint.contains("..")) {
            throw new IllegalArgumentException("a tracepoint is named category/event, not " + tracepoint);
        }
        return root.resolve(EVENTS).resolve(tracepoint);
    }

    /**
     * The id of a tracepoint, which perf_event_open takes.
     *
     * @param tracepoint such as "syscalls/sys_enter_openat"
     */
    public int eventId(String tracepoint) {
        String text = read(event(tracepoint).resolve("id"), tracepoint).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException nonsense) {
            throw new MalformedInputException(tracepoint + "/id", 0, "no number: " + text);
        }
    }

    /** Whether this kernel has the tracepoint. */
    public boolean hasEvent(String tracepoint) {
        return systemCalls.containsKey(tracepoint)
                || Files.exists(event(tracepoint).resolve("id"));
    }

    /** The names of the tracepoints of a category, such as "syscalls", sorted; empty if there is no such category. */
    public List<String> events(String category) {
        try (Stream<Path> folders = Files.list(root.resolve(EVENTS).resolve(category))) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** The text file that describes the tracepoint's record. */
    public Path formatFile(String tracepoint) {
        return event(tracepoint).resolve("format");
    }

    /** The record of a tracepoint: what a program attached to it gets as its context. */
    public TracepointFormat format(String tracepoint) {
        // No module brings those of system calls, so they stay what they are.
        return tracepoint.startsWith(SYSTEM_CALLS)
                ? systemCalls.computeIfAbsent(tracepoint, this::readFormat)
                : readFormat(tracepoint);
    }

    private TracepointFormat readFormat(String tracepoint) {
        return TracepointFormat.parse(tracepoint, read(formatFile(tracepoint), tracepoint));
    }

    /** The file that lists the functions ftrace can patch: what fprobes and kprobe.multi attach to. Not in every kernel. */
    public Path traceableFunctions() {
        return root.resolve("available_filter_functions");
    }

    /** The file that gives what bpf_trace_printk writes; who reads it consumes it. */
    public Path tracePipe() {
        return root.resolve("trace_pipe");
    }

    private static String read(Path file, String tracepoint) {
        try {
            // Bytes, not characters: the fastest way through cold classes.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException absent) {
            throw new UnsupportedFeatureException("tracepoint " + tracepoint, "this kernel has none of that name");
        } catch (IOException unreadable) {
            throw new UnsupportedFeatureException("tracepoint " + tracepoint, "cannot read " + unreadable.getMessage());
        }
    }

    private static TraceFs find() {
        for (String place : new String[] {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"}) {
            Path root = Path.of(place);
            if (Files.isDirectory(root.resolve(EVENTS))) {
                return new TraceFs(root);
            }
        }
        try {
            return new TraceFs(Path.of(DetachedMount.of("tracefs").untilExit().path()));
        } catch (SyscallException failure) {
            if (failure.is(Errno.EPERM) && !Privileges.current().has(Capability.CAP_SYS_ADMIN)) {
                throw failure;
            }
            throw new UnsupportedFeatureException("tracefs", failure.getMessage() + "; " + REMEDY);
        }
    }
}
