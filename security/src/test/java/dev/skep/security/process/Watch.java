package dev.skep.security.process;

import static org.awaitility.Awaitility.await;

import dev.skep.events.Loss;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sensor whose events are kept, and commands that run under it. */
final class Watch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<LifecycleEvent> events = new CopyOnWriteArrayList<>();
    private final ProcessSensor sensor;

    Watch(SensorOptions options) {
        sensor = ProcessSensor.start(options, events::add);
    }

    static Watch start() {
        return new Watch(SensorOptions.defaults("test"));
    }

    ProcessSensor sensor() {
        return sensor;
    }

    List<LifecycleEvent> events() {
        return events;
    }

    /** Runs a command to its end; returns its process id when its exit has been told. */
    int run(String... command) throws Exception {
        java.lang.Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        child.waitFor();
        int pid = (int) child.pid();
        awaitExit(pid);
        return pid;
    }

    void awaitExit(int pid) {
        await().atMost(PATIENCE)
                .until(() -> exits().stream().anyMatch(exit -> exit.process().pid() == pid));
    }

    List<ProcessExec> execs() {
        return kind(ProcessExec.class);
    }

    List<ProcessExit> exits() {
        return kind(ProcessExit.class);
    }

    private <E> List<E> kind(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The execs of a process and those below it, without the program by which the JDK starts others. */
    List<ProcessExec> execsBelow(int pid) {
        Set<Integer> family = new HashSet<>(Set.of(pid));
        List<ProcessExec> found = new ArrayList<>();
        for (LifecycleEvent event : events) {
            int one = event.process().pid();
            if (event.parent().map(parent -> family.contains(parent.pid())).orElse(false)) {
                family.add(one);
            }
            if (event instanceof ProcessExec exec
                    && family.contains(one)
                    && !exec.process().program().binary().endsWith("/jspawnhelper")) {
                found.add(exec);
            }
        }
        return found;
    }

    /** The only exec of a process. */
    ProcessExec exec(int pid) {
        List<ProcessExec> found = execsBelow(pid);
        if (found.size() != 1) {
            throw new AssertionError("expected one exec of " + pid + ", found " + found);
        }
        return found.getFirst();
    }

    ProcessExit exit(int pid) {
        List<ProcessExit> found =
                exits().stream().filter(exit -> exit.process().pid() == pid).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one exit of " + pid + ", found " + found);
        }
        return found.getFirst();
    }

    long lost() {
        return sensor.losses().stream().mapToLong(Loss::events).sum();
    }

    @Override
    public void close() throws IOException {
        sensor.close();
    }
}
