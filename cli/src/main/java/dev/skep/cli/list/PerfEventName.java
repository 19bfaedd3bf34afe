package dev.skep.cli.list;

import java.util.List;

/** The names that perf(1) gives to events (include/uapi/linux/perf_event.h v6.18). */
final class PerfEventName {
    private static final List<String> TYPES =
            List.of("hardware", "software", "tracepoint", "cache", "raw", "breakpoint");
    private static final List<String> HARDWARE = List.of(
            "cpu-cycles",
            "instructions",
            "cache-references",
            "cache-misses",
            "branch-instructions",
            "branch-misses",
            "bus-cycles",
            "stalled-cycles-frontend",
            "stalled-cycles-backend",
            "ref-cycles");
    private static final List<String> SOFTWARE = List.of(
            "cpu-clock",
            "task-clock",
            "page-faults",
            "context-switches",
            "cpu-migrations",
            "minor-faults",
            "major-faults",
            "alignment-faults",
            "emulation-faults",
            "dummy",
            "bpf-output",
            "cgroup-switches");

    private PerfEventName() {}

    static String of(int type, long config) {
        List<String> known = type == 0 ? HARDWARE : type == 1 ? SOFTWARE : List.of();
        if (config >= 0 && config < known.size()) {
            return known.get((int) config);
        }
        String kind = type >= 0 && type < TYPES.size() ? TYPES.get(type) : "type " + type;
        return kind + " 0x" + Long.toHexString(config);
    }
}
