package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.CpuList;

/**
 * One perf ring for each processor, through which programs send records: what {@link RingBuffer} replaced, still needed
 * for kernels and helpers that know nothing else.
 *
 * <p>{@code BPF_MAP_TYPE_PERF_EVENT_ARRAY}, since Linux 4.3.
 *
 * @param <T> the record
 */
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public final class PerfEventArray<T extends Struct> extends BpfMap {

    private final Flyweight<T> records;
    private final Elements elements = new Elements(this);

    private PerfEventArray(Class<T> record) {
        super(new MapDescription(
                MapType.PERF_EVENT_ARRAY,
                Integer.BYTES,
                Integer.BYTES,
                CpuList.possibleCount(),
                0,
                Integer.class,
                record));
        records = Flyweight.of(record);
    }

    /** Describes a map with one place for each possible processor. */
    public static <T extends Struct> PerfEventArray<T> of(Class<T> record) {
        return new PerfEventArray<>(record);
    }

    /**
     * Sends a copy of the first {@code length} bytes of {@code record} ({@code bpf_perf_event_output} with
     * {@code BPF_F_CURRENT_CPU}). Kernel only.
     *
     * @return false if nobody reads on this processor or its ring is full
     */
    public boolean output(Struct context, T record, int length) {
        throw KernelOnly.called("output");
    }

    /**
     * Opens a ring on each processor that is online and starts to read. The caller closes it. User space only.
     *
     * @param pagesPerCpu pages of each ring, a power of two
     */
    public PerfEventReader<T> reader(int pagesPerCpu) {
        return new PerfEventReader<>(this, records, elements, pagesPerCpu);
    }
}
