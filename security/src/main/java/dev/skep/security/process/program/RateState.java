package dev.skep.security.process.program;

import dev.skep.bpf.memory.Struct;

/** How many events a control group had on one processor. Times are of {@code CLOCK_MONOTONIC}, in nanoseconds. */
public interface RateState extends Struct {
    /** When the current interval began. */
    long since();

    /** Sets it. */
    void since(long nanos);

    /** When the last event was. */
    long last();

    /** Sets it. */
    void last(long nanos);

    /** Events in the current interval. */
    long current();

    /** Sets them. */
    void current(long count);

    /** Events in the interval before. */
    long previous();

    /** Sets them. */
    void previous(long count);

    /** Since when nothing is told of the group; 0: all is. */
    long throttled();

    /** Sets it. */
    void throttled(long nanos);
}
