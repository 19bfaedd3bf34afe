package dev.skep.bpf.link;

import dev.skep.bpf.sys.PerfEvent;

/** What a {@link PerfEventLink} counts (enum perf_sw_ids, enum perf_hw_id). */
public enum PerfCounter {
    /** PERF_COUNT_SW_CPU_CLOCK: time in nanoseconds, by a timer of each CPU; works everywhere. */
    CPU_CLOCK(PerfEvent.TYPE_SOFTWARE, 0),
    /** PERF_COUNT_SW_TASK_CLOCK: time in nanoseconds in which the watched process runs. */
    TASK_CLOCK(PerfEvent.TYPE_SOFTWARE, 1),
    /** PERF_COUNT_SW_PAGE_FAULTS. */
    PAGE_FAULTS(PerfEvent.TYPE_SOFTWARE, 2),
    /** PERF_COUNT_SW_CONTEXT_SWITCHES. */
    CONTEXT_SWITCHES(PerfEvent.TYPE_SOFTWARE, 3),
    /** PERF_COUNT_SW_CPU_MIGRATIONS. */
    CPU_MIGRATIONS(PerfEvent.TYPE_SOFTWARE, 4),
    /** PERF_COUNT_SW_PAGE_FAULTS_MIN: those that need no disk. */
    MINOR_PAGE_FAULTS(PerfEvent.TYPE_SOFTWARE, 5),
    /** PERF_COUNT_SW_PAGE_FAULTS_MAJ: those that do. */
    MAJOR_PAGE_FAULTS(PerfEvent.TYPE_SOFTWARE, 6),
    /** PERF_COUNT_HW_CPU_CYCLES; virtual machines often lack the hardware counters. */
    CPU_CYCLES(PerfEvent.TYPE_HARDWARE, 0),
    /** PERF_COUNT_HW_INSTRUCTIONS. */
    INSTRUCTIONS(PerfEvent.TYPE_HARDWARE, 1),
    /** PERF_COUNT_HW_CACHE_REFERENCES. */
    CACHE_REFERENCES(PerfEvent.TYPE_HARDWARE, 2),
    /** PERF_COUNT_HW_CACHE_MISSES. */
    CACHE_MISSES(PerfEvent.TYPE_HARDWARE, 3),
    /** PERF_COUNT_HW_BRANCH_INSTRUCTIONS. */
    BRANCH_INSTRUCTIONS(PerfEvent.TYPE_HARDWARE, 4),
    /** PERF_COUNT_HW_BRANCH_MISSES. */
    BRANCH_MISSES(PerfEvent.TYPE_HARDWARE, 5);

    private final int type;
    private final int config;

    PerfCounter(int type, int config) {
        this.type = type;
        this.config = config;
    }

    /** Whether the processor counts it, and not the kernel. */
    public boolean isHardware() {
        return type == PerfEvent.TYPE_HARDWARE;
    }

    PerfEvent event() {
        return PerfEvent.of(type, config);
    }
}
