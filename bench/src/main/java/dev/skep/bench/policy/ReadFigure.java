package dev.skep.bench.policy;

import dev.skep.bench.figure.Figure;
import dev.skep.bench.figure.Settings;
import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.tool.Command;
import dev.skep.events.Loss;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicySensor;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.read.PolicyReader;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What policies on other files add to the CPU time of a read, as a talk on the overhead of such policies measured it: 32 threads, each of
 * which reads a small file 1,000 times and then sleeps for a nanosecond; and what they add to a call that no policy names (getppid).
 */
public final class ReadFigure implements Figure {
    private static final int MANY = 200;
    private static final String SECONDS = "2";

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public String title() {
        return "Reads: CPU time of one in nanoseconds, under policies on other files";
    }

    @Override
    public String measure(Settings settings) {
        Path file = settings.scratch().resolve("read");
        AtomicLong events = new AtomicLong();
        try (ProcessSensor processes =
                        ProcessSensor.start(SensorOptions.defaults("bench").withoutRunning(), event -> {});
                PolicySensor policies = PolicySensor.start(processes, event -> events.lazySet(events.getPlain() + 1))) {
            Files.write(file, new byte[64]);
            List<Case> cases = cases(file);
            for (int round = 0; round <= settings.rounds(); round++) {
                for (int i = 0; i < cases.size(); i++) {
                    Case one = cases.get((i + round) % cases.size());
                    policies.apply(one.policies());
                    awaitQuiet(events);
                    long before = events.get();
                    double[] numbers = Command.numbers(List.of(settings.load("benchreads"), SECONDS, file.toString()));
                    if (round > 0) {
                        one.nanos().add(numbers[0]);
                        one.reads().add(numbers[1]);
                        one.others().add(numbers[2]);
                        one.events().add((double) (events.get() - before));
                    }
                }
            }
            policies.apply(List.of());
            return text(cases) + "\nLost events: "
                    + processes.losses().stream().mapToLong(Loss::events).sum()
                    + ". Where every read is told, the sensor's own thread competes for the processors.\n";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the policies before have left in the ring is told while the next are in force, and not of them. */
    private static void awaitQuiet(AtomicLong events) {
        long before = -1;
        while (events.get() != before) {
            before = events.get();
            LockSupport.parkNanos(QUIET_NANOS);
        }
    }

    private record Case(
            String name, List<ActivePolicy> policies, Samples nanos, Samples reads, Samples others, Samples events) {
        Case(String name, List<ActivePolicy> policies) {
            this(name, policies, new Samples(), new Samples(), new Samples(), new Samples());
        }
    }

    private static List<Case> cases(Path file) {
        List<ActivePolicy> files = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            files.add(policy(
                    "other-" + i,
                    "index: 5, type: fd",
                    "index: 5, operator: Equal, values: [\"/etc/other-" + i + "\"]"));
        }
        return List.of(
                new Case("no policy", List.of()),
                new Case(
                        "a size that no read has",
                        List.of(policy(
                                "size", "index: 7, type: size_t", "index: 7, operator: Equal, values: [\"12345\"]"))),
                new Case("one other file", List.of(files.getFirst())),
                new Case(MANY + " policies, each on another file", files),
                new Case(
                        "this file: every read is told",
                        List.of(policy(
                                "this",
                                "index: 5, type: fd",
                                "index: 5, operator: Equal, values: [\"" + file + "\"]"))));
    }

    private static ActivePolicy policy(String name, String argument, String match) {
        String text = """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: { name: %s }
                spec:
                  tracepoints:
                  - subsystem: syscalls
                    event: sys_enter_read
                    args: [ { %s } ]
                    selectors: [ { matchArgs: [ { %s } ] } ]
                """.formatted(name, argument, match);
        return new ActivePolicy(new PolicyReader().read(name, text).policies().getFirst(), PolicyMode.ENFORCE, true);
    }

    private static String text(List<Case> cases) {
        Table table =
                new Table("policies", "a read", "added", "to no policy", "another call", "added", "events of reads");
        Samples none = cases.getFirst().nanos();
        Samples noneOther = cases.getFirst().others();
        for (Case one : cases) {
            table.row(
                    one.name(),
                    one.nanos().text(0),
                    Samples.number(one.nanos().median() - none.median(), 0),
                    Samples.ratio(one.nanos(), none),
                    one.others().text(0),
                    Samples.number(one.others().median() - noneOther.median(), 0),
                    Samples.number(one.events().median(), 0) + " of "
                            + Samples.number(one.reads().median(), 0));
        }
        return table.toString();
    }
}
