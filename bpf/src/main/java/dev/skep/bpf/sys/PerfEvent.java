package dev.skep.bpf.sys;

/**
 * perf_event_open(2). The builder's fields are those of struct perf_event_attr that Skep needs; the rest is zero.
 */
public final class PerfEvent {
    /** PERF_TYPE_HARDWARE. */
    public static final int TYPE_HARDWARE = 0;
    /** PERF_TYPE_SOFTWARE. */
    public static final int TYPE_SOFTWARE = 1;
    /** PERF_TYPE_TRACEPOINT; the config is the event's id in tracefs. */
    public static final int TYPE_TRACEPOINT = 2;
    /** PERF_COUNT_SW_CPU_CLOCK. */
    public static final int SOFTWARE_CPU_CLOCK = 0;
    /** PERF_COUNT_SW_DUMMY: counts nothing; for records that are no samples. */
    public static final int SOFTWARE_DUMMY = 9;
    /** PERF_COUNT_SW_BPF_OUTPUT. */
    public static final int SOFTWARE_BPF_OUTPUT = 10;
    /** PERF_SAMPLE_TIME. */
    public static final int SAMPLE_TIME = 1 << 2;
    /** PERF_SAMPLE_RAW. */
    public static final int SAMPLE_RAW = 1 << 10;

    private static final int ATTRIBUTES_SIZE = 112; // PERF_ATTR_SIZE_VER5, Linux 4.1
    private static final int SIZE = 4;
    private static final int CONFIG = 8;
    private static final int SAMPLE_PERIOD = 16;
    private static final int SAMPLE_TYPE = 24;
    private static final int FLAGS = 40;
    private static final int WAKEUP_EVENTS = 48;
    private static final int CONFIG1 = 56;
    private static final int CONFIG2 = 64;
    private static final int CLOCK = 92;
    private static final long FLAG_DISABLED = 1;
    private static final long FLAG_INHERIT = 2;
    private static final long FLAG_FREQ = 1 << 10;
    private static final long FLAG_MMAP = 1 << 8;
    private static final long FLAG_SAMPLE_ID_ALL = 1 << 18;
    private static final long FLAG_MMAP2 = 1 << 23;
    private static final long FLAG_CLOCK = 1 << 25;
    private static final long FLAG_BUILD_ID = 1L << 34;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int PERF_FLAG_FD_CLOEXEC = 8;

    private final CallBuffer attributes = CallBuffer.allocate(ATTRIBUTES_SIZE);

    private PerfEvent() {}

    /** An event of this type that does not count until it is enabled. */
    public static PerfEvent of(int type, long config) {
        PerfEvent event = new PerfEvent();
        event.attributes
                .u32(0, type)
                .u32(SIZE, ATTRIBUTES_SIZE)
                .u64(CONFIG, config)
                .u64(FLAGS, FLAG_DISABLED);
        return event;
    }

    /** Overflows each so many events. */
    public PerfEvent period(long events) {
        attributes.u64(SAMPLE_PERIOD, events);
        return this;
    }

    /** Overflows so many times a second. */
    public PerfEvent frequency(long hertz) {
        attributes.u64(SAMPLE_PERIOD, hertz).u64(FLAGS, attributes.u64(FLAGS) | FLAG_FREQ);
        return this;
    }

    /** Threads and processes that the watched thread starts afterwards are watched, too. */
    public PerfEvent inherited() {
        attributes.u64(FLAGS, attributes.u64(FLAGS) | FLAG_INHERIT);
        return this;
    }

    /**
     * Tells of each file that is mapped to be executed, with its build id where it has one (PERF_RECORD_MMAP2). Since Linux 5.12; older
     * kernels refuse to open it.
     */
    public PerfEvent mappings() {
        long flags = FLAG_MMAP | FLAG_MMAP2 | FLAG_BUILD_ID;
        attributes.u64(FLAGS, attributes.u64(FLAGS) | flags);
        return this;
    }

    /** Records that are no samples end with what samples hold, too; times are those of {@code CLOCK_MONOTONIC}. */
    public PerfEvent timed() {
        attributes
                .u64(FLAGS, attributes.u64(FLAGS) | FLAG_SAMPLE_ID_ALL | FLAG_CLOCK)
                .u32(CLOCK, CLOCK_MONOTONIC);
        return sampleType(SAMPLE_TIME);
    }

    /** What a sample holds (PERF_SAMPLE_...). */
    public PerfEvent sampleType(long type) {
        attributes.u64(SAMPLE_TYPE, type);
        return this;
    }

    /** Wakes who polls after so many samples. */
    public PerfEvent wakeupEvents(int events) {
        attributes.u32(WAKEUP_EVENTS, events);
        return this;
    }

    /** The name of the function or file to probe (kprobe_func, uprobe_path). */
    public PerfEvent target(String name) {
        attributes.pointer(CONFIG1, CallBuffer.of(name));
        return this;
    }

    /** Where in the target to probe, in bytes (probe_offset). */
    public PerfEvent targetOffset(long bytes) {
        attributes.u64(CONFIG2, bytes);
        return this;
    }

    /**
     * Opens it.
     *
     * @param pid of the process to watch, -1 for all
     * @param cpu to watch, -1 for all (then a pid is needed)
     * @param what for messages
     */
    public Fd open(int pid, int cpu, String what) {
        long result = Syscall.invoke(
                SyscallNumber.PERF_EVENT_OPEN, attributes.address(), pid, cpu, -1, PERF_FLAG_FD_CLOEXEC, 0);
        attributes.keepAlive();
        return Fd.own((int) Syscall.checked(result, SyscallNumber.PERF_EVENT_OPEN, what), what);
    }
}
