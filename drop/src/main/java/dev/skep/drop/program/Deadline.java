package dev.skep.drop.program;

import dev.skep.bpf.memory.Struct;

/** When a program is to stop. */
public interface Deadline extends Struct {
    /**
     * On the clock CLOCK_MONOTONIC, in nanoseconds; {@link DropMaps#FOREVER}, or 0 before it is to begin. The program makes it
     * {@link DropMaps#OVER} once it has passed.
     */
    long until();

    /** Stores the end. */
    void until(long nanos);

    /** The tick of the kernel's clock at which a packet last made the program look at the time: it does not change before the next. */
    long tick();

    /** Stores the tick. */
    void tick(long number);
}
