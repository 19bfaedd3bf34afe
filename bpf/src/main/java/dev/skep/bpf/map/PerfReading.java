package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;

/** What a counter says ({@code struct bpf_perf_event_value}). */
public interface PerfReading extends Struct {
    /** How often it has counted. */
    long counter();

    /** Nanoseconds since it was switched on. */
    long enabledNanos();

    /** Nanoseconds in which it counted; less than {@link #enabledNanos} where more counters are wanted than the processor has. */
    long runningNanos();
}
