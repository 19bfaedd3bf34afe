package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.CpuList;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.PerfEvent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A program that runs at samples of a counter: a clock of the CPUs for profiling, page faults, cycles. Since Linux 5.15
 * (perf_event_open, BPF_LINK_CREATE). An idle CPU is sampled, too, unless a process is named.
 */
public final class PerfEventLink implements Link {
    private final List<Fd> fds;
    private final String hook;

    private PerfEventLink(List<Fd> fds, String hook) {
        this.fds = List.copyOf(fds);
        this.hook = hook;
    }

    /** Attaches to the clock of every CPU that runs now, so many times a second on each. */
    public static PerfEventLink attach(Program program, int hertz) {
        return attach(program, PerfSampling.ofFrequency(PerfCounter.CPU_CLOCK, hertz));
    }

    /** Attaches to the clock of one CPU, so many times a second. */
    public static PerfEventLink attach(Program program, int cpu, int hertz) {
        return attach(
                program, PerfSampling.ofFrequency(PerfCounter.CPU_CLOCK, hertz).onCpu(cpu));
    }

    /**
     * Attaches to what {@code sampling} says.
     *
     * @throws UnsupportedFeatureException when this machine lacks the counter
     */
    public static PerfEventLink attach(Program program, PerfSampling sampling) {
        String hook = sampling.toString();
        Attachment.require(program, ProgramType.PERF_EVENT, hook);
        List<Fd> links = new ArrayList<>();
        try {
            if (sampling.pid() == PerfSampling.EVERY_PROCESS) {
                int[] cpus = sampling.cpu() == PerfSampling.EVERY_CPU ? CpuList.online() : new int[] {sampling.cpu()};
                for (int cpu : cpus) {
                    links.add(create(program, sampling, -1, cpu, hook));
                }
            } else {
                everyThread(program, sampling, hook, links);
            }
        } catch (RuntimeException failure) {
            links.forEach(Fd::close);
            throw failure;
        }
        return new PerfEventLink(links, hook);
    }

    /** Threads that a thread starts before it is watched itself are found by looking again. */
    private static void everyThread(Program program, PerfSampling sampling, String hook, List<Fd> links) {
        Set<Integer> watched = new HashSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int thread : threads(sampling.pid())) {
                if (watched.add(thread)) {
                    grown |= add(program, sampling, thread, hook, links);
                }
            }
        }
        if (links.isEmpty()) {
            throw new SyscallException("perf_event_open", hook, Errno.ESRCH.number());
        }
    }

    private static boolean add(Program program, PerfSampling sampling, int thread, String hook, List<Fd> links) {
        try {
            links.add(create(program, sampling, thread, sampling.cpu(), hook));
            return true;
        } catch (SyscallException failure) {
            if (failure.is(Errno.ESRCH)) {
                return false;
            }
            throw failure;
        }
    }

    private static List<Integer> threads(int pid) {
        List<Integer> threads = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Integer.toString(pid), "task"))) {
            for (Path task : tasks) {
                threads.add(Integer.parseInt(String.valueOf(task.getFileName())));
            }
        } catch (IOException gone) {
            return threads;
        }
        return threads;
    }

    private static Fd create(Program program, PerfSampling sampling, int thread, int cpu, String hook) {
        PerfEvent event = sampling.counter().event();
        PerfEvent timed = sampling.hertz() > 0 ? event.frequency(sampling.hertz()) : event.period(sampling.period());
        return Attachment.create(program, open(timed, sampling, thread, cpu, hook), sampling.cookie(), hook);
    }

    private static Fd open(PerfEvent event, PerfSampling sampling, int thread, int cpu, String hook) {
        try {
            return (thread < 0 ? event : event.inherited()).open(thread, cpu, hook);
        } catch (SyscallException failure) {
            boolean absent = failure.is(Errno.ENOENT) || failure.is(Errno.EOPNOTSUPP) || failure.is(Errno.ENODEV);
            if (sampling.counter().isHardware() && absent) {
                throw new UnsupportedFeatureException(
                        "hardware counter " + sampling.counter(),
                        failure.getMessage() + " (virtual machines often hide the counters: use CPU_CLOCK)");
            }
            throw failure;
        }
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
