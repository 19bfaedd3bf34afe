package dev.skep.agent.bench;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventHub;
import dev.skep.agent.event.EventMessages;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.export.Exporter;
import dev.skep.agent.export.JsonExport;
import dev.skep.events.Loss;
import dev.skep.events.QueuedSink;
import dev.skep.security.process.MadeProcess;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessExec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** How many events a second go through hub, queue and encoder into a file, without one that is lost: started by bench/agent. */
public final class ExportRate {
    private static final int QUEUE = 1 << 16;
    private static final int BATCH = 512;

    private ExportRate() {}

    /** Takes the folder of the file, the seconds of a round, and the number of rounds. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0], "skep-export-rate.log");
        long nanos = Long.parseLong(arguments[1]) * 1_000_000_000;
        int rounds = Integer.parseInt(arguments[2]);
        List<ProcessEvent> events = events();
        for (int round = 0; round <= rounds; round++) {
            System.out.println((round == 0 ? "warm-up: " : "round " + round + ": ") + measure(file, events, nanos));
        }
        Files.deleteIfExists(file);
    }

    private static List<ProcessEvent> events() {
        List<ProcessEvent> events = new ArrayList<>();
        for (int pid = 100; pid < 612; pid++) {
            long group = pid % 2 == 0 ? KnownGroups.HOST : KnownGroups.POD;
            events.add(
                    pid % 4 < 2
                            ? new ProcessExec(
                                    MadeProcess.of(
                                            pid,
                                            "/usr/bin/curl",
                                            List.of("-s", "https://example.org/a/b?c=" + pid),
                                            group),
                                    Optional.of(MadeEvents.shell()),
                                    List.of())
                            : MadeEvents.exit(pid, "/usr/bin/curl", 0));
        }
        return events;
    }

    /** CPU time of the export's own thread, which was made for this round. */
    private static long writerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("export")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("there is no thread of the export");
    }

    private static String measure(Path file, List<ProcessEvent> events, long nanos) {
        KnownGroups groups = new KnownGroups();
        EventDetail detail = EventDetail.standard("node1", groups);
        Exporter exporter = new Exporter(new JsonExport(ExportOptions.to(file).withMaxBytes(256L << 20, 0), detail));
        EventHub hub = new EventHub(groups, new EventMessages(detail), event -> {});
        QueuedSink<AgentEvent> queue = new QueuedSink<>("export", QUEUE, exporter);
        hub.add(queue);
        long start = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - start < nanos) {
            if (queue.pending() > QUEUE - BATCH) {
                LockSupport.parkNanos(20_000);
                continue;
            }
            for (int i = 0; i < BATCH; i++) {
                hub.event(events.get((int) (sent++ % events.size())));
            }
            hub.flush();
        }
        double cpuSeconds = writerNanos() / 1e9;
        long written = exporter.figures().events();
        queue.close();
        exporter.close();
        double seconds = (System.nanoTime() - start) / 1e9;
        long lost = queue.losses().stream().mapToLong(Loss::events).sum();
        return String.format(
                Locale.ROOT,
                "%.0f events/s, %.0f for a second of CPU time of the writing thread, %.0f MB/s, %d of %d lost, %d failed",
                exporter.figures().events() / seconds,
                written / cpuSeconds,
                exporter.figures().bytes() / seconds / 1e6,
                lost,
                sent,
                exporter.figures().failed());
    }
}
