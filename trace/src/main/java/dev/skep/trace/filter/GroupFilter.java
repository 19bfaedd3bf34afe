package dev.skep.trace.filter;

/** Chooses events by the control group of the process, with knowledge that this module has not. Both methods run in the kernel only. */
public interface GroupFilter {
    /** The current thread's control group. */
    long current();

    /** Whether its events are sent. */
    boolean accepts(long group);
}
