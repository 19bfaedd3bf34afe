package dev.skep.cli.run;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.output.OutputWatch;
import dev.skep.compiler.Loaded;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Prints what loaded programs send until the end, then what they have counted. Used by one thread. */
final class RunningPrograms {
    private static final Duration LATENCY = Duration.ofMillis(40);

    private final List<Loaded<?>> loaded;
    private final double printed;
    private final PrintStream out;
    private final Invocation invocation;

    /**
     * @param printed the time of the last line in the trace pipe before the programs were loaded
     */
    RunningPrograms(List<Loaded<?>> loaded, double printed, PrintStream out, Invocation invocation) {
        this.loaded = loaded;
        this.printed = printed;
        this.out = out;
        this.invocation = invocation;
    }

    void until(Duration duration) {
        List<RingPrinter<?>> rings = new ArrayList<>();
        try {
            for (Loaded<?> one : loaded) {
                for (ProgramMaps.Named named : ProgramMaps.maps(one.program())) {
                    if (named.map() instanceof RingBuffer<?> ring) {
                        rings.add(RingPrinter.of(named.name(), ring, out));
                    }
                }
            }
            say();
            if (loaded.stream().anyMatch(one -> TracePipe.isUsedBy(one.programs()))) {
                TracePipe.follow(printed, out, invocation.err());
            }
            follow(rings, duration);
            if (!out.checkError()) {
                results(rings);
            }
        } finally {
            rings.forEach(RingPrinter::close);
        }
    }

    private void say() {
        loaded.stream()
                .flatMap(one -> one.programs().stream())
                .forEach(program -> invocation.say(program.compiled()
                        + (!program.links().isEmpty() ? "" : ", not attached: its annotation names no target")));
    }

    private void follow(List<RingPrinter<?>> rings, Duration duration) {
        Thread waiting = Thread.currentThread();
        invocation
                .interruption()
                .prepare(
                        () -> {
                            rings.forEach(RingPrinter::wakeup);
                            LockSupport.unpark(waiting);
                        },
                        () -> {});
        long end = System.nanoTime() + duration.toNanos();
        boolean endless = duration.toNanos() == Long.MAX_VALUE;
        try (OutputWatch watch = OutputWatch.begin()) {
            while (!invocation.interruption().requested()
                    && (endless || System.nanoTime() < end)
                    && !out.checkError()
                    && !watch.readerGone()) {
                wait(rings);
            }
        }
        invocation.interruption().release();
        rings.forEach(ring -> ring.poll(Duration.ZERO));
    }

    private static void wait(List<RingPrinter<?>> rings) {
        Duration wait = LATENCY;
        for (RingPrinter<?> ring : rings) {
            ring.poll(wait);
            wait = Duration.ZERO;
        }
        if (rings.isEmpty()) {
            LockSupport.parkNanos(LATENCY.toNanos());
        }
    }

    private void results(List<RingPrinter<?>> rings) {
        for (Loaded<?> one : loaded) {
            for (ProgramMaps.Named named : ProgramMaps.maps(one.program())) {
                MapTable.of(named.name(), named.map()).ifPresent(text -> {
                    out.println();
                    out.print(text);
                });
            }
            one.refresh();
            ProgramMaps.variables(one.program())
                    .forEach(variable -> out.println(variable.name() + " = " + variable.value()));
        }
        rings.forEach(ring -> invocation.say(ring.summary()));
    }
}
