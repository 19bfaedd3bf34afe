package dev.skep.agent.bench;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEvents;
import dev.skep.security.process.MadeProcess;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessExec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** How many events a second go through hub, queue and encoder into a file, without one that is lost: started by bench/agent. */
public final class ExportRate {
    private static final int QUEUE = 8192;
    private static final int BATCH = 512;

    private ExportRate() {}

    /** Takes the folder of the file, the seconds of a round, and the number of rounds; a round more warms up. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0], "skep-export-rate.log");
        long nanos = Long.parseLong(arguments[1]) * 1_000_000_000;
        int rounds = Integer.parseInt(arguments[2]);
        List<ProcessEvent> events = events();
        for (int round = 0; round <= rounds; round++) {
            measure(round, file, events, nanos);
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

    private static void measure(int round, Path file, List<ProcessEvent> events, long nanos) {
        try (Pipeline pipeline = new Pipeline(file, QUEUE)) {
            long start = System.nanoTime();
            int next = 0;
            while (System.nanoTime() - start < nanos) {
                if (!pipeline.hasRoom()) {
                    LockSupport.parkNanos(20_000);
                    continue;
                }
                for (int i = 0; i < BATCH; i++) {
                    pipeline.hub().event(events.get(next));
                    next = next + 1 == events.size() ? 0 : next + 1;
                }
                pipeline.hub().flush();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long written = pipeline.figures().events();
            Report.line("hub", round, "events/s", written / seconds);
            Report.line("hub", round, "MB/s", pipeline.figures().bytes() / seconds / 1e6);
            Report.line("hub", round, "writer-us", ThreadTimes.of("export") / 1e3 / written);
            Report.line("hub", round, "lost", (double) pipeline.lost());
        }
    }
}
