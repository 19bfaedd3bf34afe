package dev.skep.bpf.link;

import dev.skep.bpf.netlink.TrafficFilters;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program at a device's traffic control on kernels that have no tcx: a direct-action bpf filter in a clsact qdisc. Since Linux 4.5
 * (CONFIG_NET_CLS_BPF); needs CAP_NET_ADMIN.
 *
 * <p><b>The kernel does not remove such a filter when its process ends</b>, so close the link. Filters of ours have priorities
 * from {@value #FIRST_PRIORITY} to {@value #LAST_PRIORITY} and a name that says which process they belong to; {@link #stale} finds those whose process is gone, and
 * {@link #removeStale} removes them. The clsact qdisc stays: others may have put filters into it meanwhile, and empty it costs nothing.
 *
 * <p>A program is exchanged by one netlink request, which is atomic as BPF_LINK_UPDATE is. Several programs of one direction run in the
 * order in which they were attached, as long as each returns TC_ACT_UNSPEC.
 */
public final class ClsactLink implements ReplaceableLink {
    /** Of our filters; numbers that no known tool uses. */
    public static final int FIRST_PRIORITY = 24_000;
    /** Of our filters, at most so many for each direction of a device. */
    public static final int LAST_PRIORITY = 24_255;

    private static final String NAME_BEGIN = "skep/";
    /** Field 22 of /proc/PID/stat, counted behind the name's closing bracket, which ends field 2. */
    private static final int START_TIME = 22 - 3;

    private final TrafficFilters filters;
    private final boolean ingress;
    private final int priority;
    private final String hook;
    private boolean closed;

    private ClsactLink(TrafficFilters filters, boolean ingress, int priority, String hook) {
        this.filters = filters;
        this.ingress = ingress;
        this.priority = priority;
        this.hook = hook;
    }

    /**
     * Attaches, and makes the clsact qdisc where there is none.
     *
     * @param interfaceIndex in this process's network namespace
     */
    public static ClsactLink attach(Program program, int interfaceIndex, Direction direction) {
        String hook = "clsact " + direction.word() + " of interface " + interfaceIndex;
        Devices.check(interfaceIndex);
        Attachment.require(program, ProgramType.SCHED_CLS, hook);
        TrafficFilters filters = new TrafficFilters(interfaceIndex);
        try {
            filters.createClsact();
            boolean ingress = direction == Direction.INGRESS;
            int priority = filters.add(ingress, FIRST_PRIORITY, LAST_PRIORITY, program.fd(), name(program));
            return new ClsactLink(filters, ingress, priority, hook);
        } catch (RuntimeException failure) {
            filters.close();
            throw failure;
        }
    }

    /**
     * A filter that a process left behind.
     *
     * @param direction which packets it sees
     * @param priority by which `tc filter` knows it ("pref")
     * @param name the process's id, its start time and the program
     */
    public record Stale(Direction direction, int priority, String name) {}

    /** The filters of ours on a device whose process is gone. */
    public static List<Stale> stale(int interfaceIndex) {
        try (TrafficFilters filters = new TrafficFilters(interfaceIndex)) {
            return stale(filters);
        }
    }

    /** Removes the filters of ours on a device whose process is gone; answers which. */
    public static List<Stale> removeStale(int interfaceIndex) {
        try (TrafficFilters filters = new TrafficFilters(interfaceIndex)) {
            List<Stale> found = stale(filters);
            for (Stale filter : found) {
                filters.remove(filter.direction() == Direction.INGRESS, filter.priority());
            }
            return found;
        }
    }

    private static List<Stale> stale(TrafficFilters filters) {
        List<Stale> found = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (TrafficFilters.Filter filter : filters.list(direction == Direction.INGRESS)) {
                if (isOurs(filter) && !ownerRuns(filter.name())) {
                    found.add(new Stale(direction, filter.priority(), filter.name()));
                }
            }
        }
        return found;
    }

    private static boolean isOurs(TrafficFilters.Filter filter) {
        return filter.priority() >= FIRST_PRIORITY && filter.priority() <= LAST_PRIORITY;
    }

    /** A process id alone would be taken over by another process some day. */
    private static String name(Program program) {
        long pid = ProcessHandle.current().pid();
        return NAME_BEGIN + pid + '/' + startTime(pid) + '/' + program.name();
    }

    private static boolean ownerRuns(String name) {
        String[] parts = name.split("/", 4);
        if (!name.startsWith(NAME_BEGIN) || parts.length < 4) {
            return true;
        }
        try {
            String started = startTime(Long.parseLong(parts[1]));
            return !started.isEmpty() && started.equals(parts[2]);
        } catch (NumberFormatException foreign) {
            return true;
        }
    }

    /** In clock ticks since boot; empty if no such process runs. */
    private static String startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields.length > START_TIME ? fields[START_TIME] : "";
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public synchronized void replace(Program next) {
        Attachment.require(next, ProgramType.SCHED_CLS, hook);
        filters.replace(ingress, priority, next.fd(), name(next));
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            filters.remove(ingress, priority);
        } finally {
            filters.close();
        }
    }
}
