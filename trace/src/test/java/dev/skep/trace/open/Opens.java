package dev.skep.trace.open;

import static org.awaitility.Awaitility.await;

import dev.skep.trace.filter.ProcessFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Traces what an action opens, in this process unless the filter says otherwise. */
final class Opens {
    /** One open, kept. */
    record Seen(String path, boolean complete, int errno, int descriptor, int flags, int pid, int ppid, String comm) {
        static Seen of(OpenedFile file) {
            return new Seen(
                    file.path().toString(),
                    file.pathComplete(),
                    file.errno(),
                    file.descriptor(),
                    file.flags(),
                    file.pid(),
                    file.ppid(),
                    file.comm().toString());
        }
    }

    /** Something that opens files. */
    interface Action {
        void run() throws Exception;
    }

    private static final String FIRST = "/nowhere/first";
    private static final String LAST = "/nowhere/this is the last one";

    private Opens() {}

    static ProcessFilter ownProcess() {
        return new ProcessFilter(
                List.of((int) ProcessHandle.current().pid()), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static OpenFilter own() {
        return new OpenFilter(ownProcess(), 0, false, List.of(), List.of(), List.of());
    }

    /** The opens of this process during the action, whatever happens elsewhere. */
    static List<Seen> of(Action action) throws Exception {
        List<Seen> seen = of(own(), action, () -> RawCall.openat(RawCall.AT_FDCWD, LAST, 0), LAST);
        return seen.subList(0, seen.size() - 1);
    }

    /** The opens that a filter lets through, up to that of {@code last}, which {@code end} makes. */
    static List<Seen> of(OpenFilter filter, Action action, Action end, String last) throws Exception {
        List<Seen> seen = new ArrayList<>();
        try (OpenTrace trace = OpenTrace.start(filter)) {
            RawCall.openat(RawCall.AT_FDCWD, FIRST, 0);
            action.run();
            end.run();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                trace.poll(Duration.ofMillis(100), file -> add(Seen.of(file), seen));
                return seen.stream().anyMatch(one -> one.path().equals(last));
            });
        }
        List<String> paths = seen.stream().map(Seen::path).toList();
        return seen.subList(0, paths.indexOf(last) + 1);
    }

    /** Leaves out what this process opens for itself: while it attaches, and for classes that it needs. */
    private static void add(Seen one, List<Seen> seen) {
        if (one.path().equals(FIRST)) {
            seen.clear();
        } else if (!one.path().endsWith(".class")) {
            seen.add(one);
        }
    }
}
