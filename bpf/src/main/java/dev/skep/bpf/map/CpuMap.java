package dev.skep.bpf.map;

import java.util.Objects;

/**
 * Processors by number: a redirected packet goes on in the network stack on that processor.
 *
 * <p>{@code BPF_MAP_TYPE_CPUMAP}, since Linux 4.15; a program that runs there needs 5.9.
 */
public final class CpuMap extends RedirectMap {
    private CpuMap(int entries) {
        super(MapType.CPUMAP, Long.BYTES, entries);
    }

    /** Describes a map of processors below {@code entries}. */
    public static CpuMap of(int entries) {
        return new CpuMap(entries);
    }

    /** Lets a processor take packets, by a queue of so many. User space only. */
    public void set(int cpu, int queueSize) {
        set(cpu, queueSize, 0);
    }

    /**
     * As {@link #set(int, int)} with a program that sees the packets there.
     *
     * @param programFd of an XDP program that was loaded for XDP_CPUMAP; stays the caller's; 0 for none
     */
    public void set(int cpu, int queueSize, int programFd) {
        Objects.checkIndex(cpu, maxEntries());
        put(cpu, Integer.toUnsignedLong(queueSize) | (long) programFd << 32);
    }
}
