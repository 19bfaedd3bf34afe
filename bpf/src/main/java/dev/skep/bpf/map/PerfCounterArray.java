package dev.skep.bpf.map;

import dev.skep.bpf.sys.CpuList;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Ioctl;
import dev.skep.bpf.sys.PerfEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A counter on each processor that is online, which programs read: cycles, cache misses, page faults.
 *
 * <p>{@code BPF_MAP_TYPE_PERF_EVENT_ARRAY} with events that count, since Linux 4.15. The counters run from creation until this object is
 * closed.
 */
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public final class PerfCounterArray extends BpfMap {
    private final Supplier<PerfEvent> counter;
    private final Elements elements = new Elements(this);
    private final List<Fd> events = new ArrayList<>();

    private PerfCounterArray(Supplier<PerfEvent> counter) {
        super(new MapDescription(
                MapType.PERF_EVENT_ARRAY,
                Integer.BYTES,
                Integer.BYTES,
                CpuList.possibleCount(),
                0,
                Integer.class,
                null));
        this.counter = counter;
    }

    /**
     * Describes a map.
     *
     * @param type {@link PerfEvent#TYPE_HARDWARE} or {@link PerfEvent#TYPE_SOFTWARE}
     * @param config a number of enum perf_hw_id or enum perf_sw_ids
     */
    public static PerfCounterArray of(int type, long config) {
        return new PerfCounterArray(() -> PerfEvent.of(type, config));
    }

    /**
     * Reads the counter of the processor that the program runs on ({@code bpf_perf_event_read_value}). Kernel only; for programs that
     * observe.
     *
     * @return 0, or a negative errno: -2 (ENOENT) where this processor was not online at creation
     */
    public int read(PerfReading target) {
        throw KernelOnly.called("read");
    }

    /**
     * Creates the map and starts the counters.
     *
     * @throws dev.skep.bpf.SyscallException ENOENT or EOPNOTSUPP where the machine has no such counter
     */
    @Override
    public void create() {
        if (created()) return;
        super.create();
        boolean started = false;
        try {
            start();
            started = true;
        } finally {
            if (!started) close();
        }
    }

    private void start() {
        for (int cpu : CpuList.online()) {
            Fd event = counter.get().open(-1, cpu, what() + " on cpu " + cpu);
            events.add(event);
            Ioctl.run(event, Ioctl.PERF_EVENT_IOC_ENABLE, 0);
            elements.updateInt(cpu, event.number());
        }
    }

    @Override
    public void close() {
        events.forEach(Fd::close);
        super.close();
    }
}
