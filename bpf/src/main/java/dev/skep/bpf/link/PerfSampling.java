package dev.skep.bpf.link;

/**
 * How often and where samples are taken. Immutable; each change gives a new one.
 *
 * @param counter what is counted
 * @param hertz samples a second, to which the kernel adapts the period; 0 where the period is fixed
 * @param period counted events from one sample to the next; 0 where the frequency is fixed
 * @param pid the process to watch, with all its threads and what these start afterwards, or {@link #EVERY_PROCESS}
 * @param cpu the CPU to watch, or {@link #EVERY_CPU}
 * @param cookie what bpf_get_attach_cookie answers
 */
public record PerfSampling(PerfCounter counter, long hertz, long period, int pid, int cpu, long cookie) {
    /** Whatever runs. */
    public static final int EVERY_PROCESS = -1;

    /** All that run when the link is made. */
    public static final int EVERY_CPU = -1;

    /** Checks that there is either a frequency or a period. */
    public PerfSampling {
        if (hertz < 0 || period < 0 || (hertz == 0) == (period == 0)) {
            throw new IllegalArgumentException(
                    "sampling needs either a frequency or a period, not " + hertz + " Hz and a period of " + period);
        }
        if (pid < EVERY_PROCESS || cpu < EVERY_CPU) {
            throw new IllegalArgumentException("no process and CPU: " + pid + ", " + cpu);
        }
    }

    /** So many samples a second. */
    public static PerfSampling ofFrequency(PerfCounter counter, long hertz) {
        return new PerfSampling(counter, hertz, 0, EVERY_PROCESS, EVERY_CPU, 0);
    }

    /** A sample each so many events: nanoseconds for the clocks. */
    public static PerfSampling ofPeriod(PerfCounter counter, long period) {
        return new PerfSampling(counter, 0, period, EVERY_PROCESS, EVERY_CPU, 0);
    }

    /** Of the threads of one process, and of the threads and processes that they start afterwards. */
    public PerfSampling inProcess(int newPid) {
        return new PerfSampling(counter, hertz, period, newPid, cpu, cookie);
    }

    /** On one CPU. */
    public PerfSampling onCpu(int newCpu) {
        return new PerfSampling(counter, hertz, period, pid, newCpu, cookie);
    }

    /** With another cookie. */
    public PerfSampling withCookie(long newCookie) {
        return new PerfSampling(counter, hertz, period, pid, cpu, newCookie);
    }

    /** {@code cpu-clock at 99 Hz}, {@code page-faults each 100, process 17}. */
    @Override
    public String toString() {
        return counter.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                + (hertz > 0 ? " at " + hertz + " Hz" : " each " + period)
                + (pid == EVERY_PROCESS ? "" : ", process " + pid)
                + (cpu == EVERY_CPU ? "" : ", cpu " + cpu);
    }
}
