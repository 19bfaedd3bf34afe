package dev.skep.bpf.sys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers where each open descriptor was made, so that tests can fail on a leak. Off unless the system property
 * {@code dev.skep.bpf.trace-descriptors} is "true"; safe for every thread.
 */
public final class FdTrace {
    private static final boolean ON = Boolean.getBoolean("dev.skep.bpf.trace-descriptors");
    private static final Map<Fd, Throwable> OPEN = new ConcurrentHashMap<>();

    private FdTrace() {}

    static void opened(Fd fd) {
        if (ON) {
            OPEN.put(fd, new Throwable(fd + " was opened here and is still open"));
        }
    }

    static void closed(Fd fd) {
        if (ON) {
            OPEN.remove(fd);
        }
    }

    /** Whether descriptors are traced. */
    public static boolean isOn() {
        return ON;
    }

    /** The places where those were opened that are still open. */
    public static List<Throwable> open() {
        return new ArrayList<>(OPEN.values());
    }
}
