package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/**
 * Stack traces by number: the kernel stores each trace once and gives its number.
 *
 * <p>{@code BPF_MAP_TYPE_STACK_TRACE}, since Linux 4.6.
 */
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public final class StackTraceMap extends BpfMap {

    /** {@code BPF_F_USER_STACK}: the stack of the process, not of the kernel. */
    public static final long USER_STACK = 1 << 8;

    /** {@code BPF_F_REUSE_STACKID}: a new trace replaces another that has the same hash. */
    public static final long REUSE_STACK_ID = 1 << 10;

    private static final int DEFAULT_DEPTH = 127;

    private final Elements elements = new Elements(this);

    private StackTraceMap(int maxEntries, int depth) {
        super(new MapDescription(
                MapType.STACK_TRACE, Integer.BYTES, depth * Long.BYTES, maxEntries, 0, Integer.class, null));
    }

    /** Describes a map of traces with at most 127 frames, the kernel's own limit unless an administrator changed it. */
    public static StackTraceMap of(int maxEntries) {
        return of(maxEntries, DEFAULT_DEPTH);
    }

    /**
     * Describes a map.
     *
     * @param maxEntries most traces
     * @param depth most frames of a trace, up to sysctl kernel.perf_event_max_stack
     */
    public static StackTraceMap of(int maxEntries, int depth) {
        if (depth < 1 || depth > 1 << 16) {
            throw new IllegalArgumentException("depth=" + depth + ", expected 1 to 65536 frames");
        }
        return new StackTraceMap(maxEntries, depth);
    }

    /**
     * Stores the current stack and gives its number, or a negative errno: -EEXIST when another trace has the same hash,
     * -EFAULT when there is no such stack ({@code bpf_get_stackid}). Kernel only.
     *
     * @param flags {@link #USER_STACK}, {@link #REUSE_STACK_ID}; the low 8 bits are the number of frames to skip
     */
    public int stackId(Struct context, long flags) {
        throw KernelOnly.called("stackId");
    }

    /** Return addresses of a trace, innermost first; empty if there is no trace of this number. User space only. */
    public long[] frames(int stackId) {
        return elements.lookupLongs(stackId);
    }

    /**
     * Forgets a trace. User space only.
     *
     * @return false if there was none
     */
    public boolean remove(int stackId) {
        return elements.delete(KeyCodec.INT, stackId);
    }
}
