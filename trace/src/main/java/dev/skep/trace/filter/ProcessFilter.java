package dev.skep.trace.filter;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processes are observed. A list restricts nothing where it is empty; otherwise one of its values has to match.
 *
 * @param pids process ids
 * @param tids thread ids
 * @param uids user ids, as unsigned 32-bit numbers
 * @param parents process ids of the parent
 * @param names parts of the thread's name
 * @param cgroups control groups; those below them count, too
 * @param groups what somebody else knows of control groups; all of them have to accept
 */
public record ProcessFilter(
        List<Integer> pids,
        List<Integer> tids,
        List<Integer> uids,
        List<Integer> parents,
        List<NamePart> names,
        List<Cgroup> cgroups,
        List<GroupFilter> groups) {
    /** Most values of one list: each is a comparison in the kernel. */
    public static final int MOST_VALUES = 64;

    /** Every process. */
    public static final ProcessFilter ALL =
            new ProcessFilter(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Without knowledge of control groups. */
    public ProcessFilter(
            List<Integer> pids,
            List<Integer> tids,
            List<Integer> uids,
            List<Integer> parents,
            List<NamePart> names,
            List<Cgroup> cgroups) {
        this(pids, tids, uids, parents, names, cgroups, List.of());
    }

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if one is longer than {@value #MOST_VALUES}
     */
    public ProcessFilter {
        pids = checked("pids", pids);
        tids = checked("tids", tids);
        uids = checked("uids", uids);
        parents = checked("parents", parents);
        names = checked("names", names);
        cgroups = checked("cgroups", cgroups);
        groups = checked("groups", groups);
    }

    /** The same, and {@code filter} has to accept, too. */
    public ProcessFilter with(GroupFilter filter) {
        List<GroupFilter> both = new ArrayList<>(groups);
        both.add(filter);
        return new ProcessFilter(pids, tids, uids, parents, names, cgroups, both);
    }

    private static <T> List<T> checked(String name, List<T> values) {
        if (values.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    name + ": " + values.size() + " values, at most " + MOST_VALUES + " are possible");
        }
        return List.copyOf(values);
    }

    /** Whether the thread is observed, as far as its ids say; {@code pidTgid} has the process id in the upper half. */
    public boolean acceptsThread(long pidTgid) {
        return contains(pids, (int) (pidTgid >>> 32)) && contains(tids, (int) pidTgid);
    }

    /** Whether it matters which thread it is. */
    public boolean restrictsThread() {
        return !pids.isEmpty() || !tids.isEmpty();
    }

    /** Whether the user is observed. */
    public boolean acceptsUser(int uid) {
        return contains(uids, uid);
    }

    /** Whether it matters who the user is. */
    public boolean restrictsUser() {
        return !uids.isEmpty();
    }

    /** Whether the children of {@code ppid} are observed. */
    public boolean acceptsParent(int ppid) {
        return contains(parents, ppid);
    }

    /** Whether it matters who the parent is. */
    public boolean restrictsParent() {
        return !parents.isEmpty();
    }

    /** Whether threads of this name are observed. */
    public boolean acceptsName(Bytes comm) {
        if (names.isEmpty()) {
            return true;
        }
        for (NamePart name : names) {
            if (name.in(comm)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name matters. */
    public boolean restrictsName() {
        return !names.isEmpty();
    }

    /** Whether the current thread's control group is observed. Runs in the kernel only, unless none is asked for. */
    public boolean acceptsCurrentCgroup() {
        if (cgroups.isEmpty()) {
            return true;
        }
        for (Cgroup group : cgroups) {
            if (Helpers.getCurrentAncestorCgroupId(group.level()) == group.id()) {
                return true;
            }
        }
        return false;
    }

    /** The current thread's control group as {@link #groups} count it; 0 without such. Runs in the kernel only, unless there is none. */
    public long currentGroup() {
        return groups.isEmpty() ? 0 : groups.getFirst().current();
    }

    /** Whether {@link #groups} accept what {@link #currentGroup} gave. */
    public boolean acceptsGroup(long group) {
        if (groups.isEmpty()) {
            return true;
        }
        for (GroupFilter filter : groups) {
            if (!filter.accepts(group)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(List<Integer> values, int value) {
        if (values.isEmpty()) {
            return true;
        }
        for (int known : values) {
            if (known == value) {
                return true;
            }
        }
        return false;
    }
}
