package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.CpuList;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.PerfEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs at regular samples of the CPUs' clocks, for profiling. Since Linux 5.15 (PERF_COUNT_SW_CPU_CLOCK,
 * BPF_LINK_CREATE). An idle CPU is sampled, too.
 */
public final class PerfEventLink implements Link {
    private final List<Fd> fds;
    private final String hook;

    private PerfEventLink(List<Fd> fds, String hook) {
        this.fds = List.copyOf(fds);
        this.hook = hook;
    }

    /** Attaches to every CPU that runs now, so many times a second on each. */
    public static PerfEventLink attach(Program program, int hertz) {
        return attach(program, CpuList.online(), hertz);
    }

    /** Attaches to one CPU, so many times a second. */
    public static PerfEventLink attach(Program program, int cpu, int hertz) {
        return attach(program, new int[] {cpu}, hertz);
    }

    private static PerfEventLink attach(Program program, int[] cpus, int hertz) {
        String hook = "cpu-clock at " + hertz + " Hz";
        if (hertz < 1) {
            throw new IllegalArgumentException("a frequency of " + hertz + " Hz is not positive");
        }
        Attachment.require(program, ProgramType.PERF_EVENT, hook);
        List<Fd> links = new ArrayList<>(cpus.length);
        try {
            for (int cpu : cpus) {
                Fd event = PerfEvent.of(PerfEvent.TYPE_SOFTWARE, PerfEvent.SOFTWARE_CPU_CLOCK)
                        .frequency(hertz)
                        .open(-1, cpu, hook);
                links.add(Attachment.create(program, event, hook));
            }
        } catch (RuntimeException failure) {
            links.forEach(Fd::close);
            throw failure;
        }
        return new PerfEventLink(links, hook);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        fds.forEach(Fd::close);
    }
}
