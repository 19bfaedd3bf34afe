package dev.skep.bench.tool;

import java.util.List;

/** Skep and its peers, with the commands that give the same events. */
public final class TracingTools {
    private static final String OPENSNOOP = "/usr/sbin/opensnoop";
    private static final String EXECSNOOP = "/usr/sbin/execsnoop";
    private static final String BPFTRACE = "bpftrace";
    private static final String OPENAT = "tracepoint:syscalls:sys_enter_openat";
    private static final String PRINT_OPEN = "{ printf(\"%-6d %-16s %s\\n\", pid, comm, str(args->filename)); }";
    private static final String PRINT_EXEC =
            "tracepoint:syscalls:sys_enter_execve { printf(\"%-6d %-16s \", pid, comm); join(args->argv); }";

    private TracingTools() {}

    /** Those that show every open. */
    public static List<Tool> opens(String skep) {
        return List.of(
                new Tool(Tool.SKEP, List.of(skep, "trace", "open")),
                new Tool("opensnoop", List.of(OPENSNOOP)),
                new Tool(BPFTRACE, List.of(BPFTRACE, "-e", OPENAT + " " + PRINT_OPEN)));
    }

    /** Those that show the opens of one process. */
    public static List<Tool> opensOf(String skep, long pid) {
        String number = Long.toString(pid);
        return List.of(
                new Tool(Tool.SKEP, List.of(skep, "trace", "open", "-p", number)),
                new Tool("opensnoop", List.of(OPENSNOOP, "-p", number)),
                new Tool(BPFTRACE, List.of(BPFTRACE, "-e", OPENAT + " /pid == " + number + "/ " + PRINT_OPEN)));
    }

    /** Those that show every exec. */
    public static List<Tool> execs(String skep) {
        return List.of(
                new Tool(Tool.SKEP, List.of(skep, "trace", "exec")),
                new Tool("execsnoop", List.of(EXECSNOOP)),
                new Tool(BPFTRACE, List.of(BPFTRACE, "-e", PRINT_EXEC)));
    }
}
