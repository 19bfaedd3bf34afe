package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.tool.Command;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.compiler.LoadedProgram;
import dev.skep.events.Loss;
import dev.skep.events.Sink;
import dev.skep.security.process.LifecycleEvent;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What it costs to know of every process: in the kernel, and up to a sink that does nothing. */
public final class ProcessFigure implements Figure {
    private static final String READER = "skep-processes";
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String title() {
        return "Processes: what it costs to know of one that is made, runs a program, and ends";
    }

    @Override
    public String measure(Settings settings) {
        Counts counts = new Counts();
        Map<String, Samples> programs = new TreeMap<>();
        Samples sum = new Samples();
        Samples reader = new Samples();
        long start = System.nanoTime();
        try (RunStatistics statistics = RunStatistics.enable();
                ProcessSensor sensor = ProcessSensor.start(SensorOptions.defaults("bench"), counts)) {
            double ready = (System.nanoTime() - start) / 1e6;
            double memory = lockedBytes() / BYTES_PER_MEGABYTE;
            for (int round = 0; round <= settings.rounds(); round++) {
                round(
                        settings,
                        sensor,
                        counts,
                        round == 0 ? new TreeMap<>() : programs,
                        round == 0 ? new Samples() : sum,
                        round == 0 ? new Samples() : reader);
            }
            Table table = new Table("part", "microseconds");
            programs.forEach((name, samples) -> table.row("kernel: " + name + ", a run", samples.text(2)));
            table.row("kernel: fork + exec + exit", sum.text(2));
            table.row("reader: CPU time of its thread, an exec", reader.text(1));
            return table + "\nKernel memory of maps and programs: " + Samples.number(memory, 1)
                    + " MB. Start, in a cold JVM: "
                    + Samples.number(ready, 0) + " ms. Lost: "
                    + sensor.losses().stream().mapToLong(Loss::events).sum() + " of " + counts.events.get()
                    + " events.\n";
        }
    }

    private static final class Counts implements Sink<LifecycleEvent> {
        private final AtomicLong events = new AtomicLong();

        @Override
        public void event(LifecycleEvent event) {
            events.setPlain(events.getPlain() + 1);
        }

        @Override
        public void flush() {
            events.setRelease(events.getPlain());
        }
    }

    private static void round(
            Settings settings,
            ProcessSensor sensor,
            Counts counts,
            Map<String, Samples> programs,
            Samples sum,
            Samples reader) {
        List<ProgramInfo> before = infos(sensor);
        long cpu = readerNanos();
        long events = counts.events.get();
        Command.output(List.of(settings.load("benchspawns"), Integer.toString(settings.spawns()), "/bin/true"));
        while (counts.events.get() < events + 2L * settings.spawns()) {
            Thread.onSpinWait();
        }
        // Others start programs, too: what counts is one process.
        double execs = (counts.events.get() - events) / 2.0;
        reader.add((readerNanos() - cpu) / NANOS_PER_MICRO / execs);
        List<ProgramInfo> after = infos(sensor);
        double all = 0;
        for (int i = 0; i < after.size(); i++) {
            long runs = after.get(i).runCount() - before.get(i).runCount();
            double nanos = after.get(i).runTime().minus(before.get(i).runTime()).toNanos();
            double each = nanos / Math.max(runs, 1) / NANOS_PER_MICRO;
            programs.computeIfAbsent(after.get(i).name(), name -> new Samples()).add(each);
            all += each;
        }
        sum.add(all);
    }

    private static List<ProgramInfo> infos(ProcessSensor sensor) {
        return sensor.programs().stream()
                .map(LoadedProgram::program)
                .map(program -> program.info())
                .toList();
    }

    private static long readerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals(READER)) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("no thread " + READER);
    }

    /** What the kernel says that this process's maps and programs hold. */
    private static long lockedBytes() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fdinfo"))) {
            return descriptors
                    .flatMap(ProcessFigure::lines)
                    .filter(line -> line.startsWith("memlock:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("memlock:".length()).strip()))
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<String> lines(Path descriptor) {
        try {
            return Files.readAllLines(descriptor).stream();
        } catch (IOException closedMeanwhile) {
            return Stream.empty();
        }
    }
}
