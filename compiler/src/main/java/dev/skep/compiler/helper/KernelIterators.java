package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Loops over the kernel's own lists, in the midst of any typed program: the open-coded iterators of tasks and of control groups. A loop
 * ends where the list does, or where the body says false; a lambda is the body, and is compiled into the loop.
 *
 * <p>What a body gets is there as long as its turn. A program that may sleep calls {@link Kfuncs#rcuReadLock} before such a loop, and
 * {@link Kfuncs#rcuReadUnlock} behind it. These exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 *
 * <p>Source: {@code kernel/bpf/task_iter.c} and {@code kernel/bpf/cgroup_iter.c} v6.18.
 */
@SuppressWarnings("UnusedVariable") // the parameters are what the kernel's functions get
public final class KernelIterators {
    /** sizeof(struct bpf_iter_task). */
    private static final int TASK_ITERATOR = 24;

    /** sizeof(struct bpf_iter_css). */
    private static final int GROUP_ITERATOR = 24;

    private static final int ALL_PROCESSES = 0;
    private static final int ALL_THREADS = 1;
    private static final int THREADS_OF_PROCESS = 2;

    private static final int DESCENDANTS_BEFORE = 2;
    private static final int DESCENDANTS_BEHIND = 3;
    private static final int ANCESTORS = 4;

    private KernelIterators() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /**
     * Every process of the host, by its first thread. Since Linux 6.7.
     *
     * @param type an interface with {@code @KernelStruct("task_struct")}
     */
    public static <T extends Struct> void processes(Class<T> type, Predicate<? super T> body) {
        Bytes iterator = Memory.onStack(TASK_ITERATOR);
        allTasks(iterator, ALL_PROCESSES);
        tasks(type, iterator, body);
    }

    /**
     * Every thread of the host. Since Linux 6.7.
     *
     * @param type an interface with {@code @KernelStruct("task_struct")}
     */
    public static <T extends Struct> void threads(Class<T> type, Predicate<? super T> body) {
        Bytes iterator = Memory.onStack(TASK_ITERATOR);
        allTasks(iterator, ALL_THREADS);
        tasks(type, iterator, body);
    }

    /**
     * Every thread of the process that {@code task} is one of. Since Linux 6.7.
     *
     * @param type an interface with {@code @KernelStruct("task_struct")}
     */
    public static <T extends Struct> void threadsOf(Class<T> type, Struct task, Predicate<? super T> body) {
        Bytes iterator = Memory.onStack(TASK_ITERATOR);
        tasksOf(iterator, task, THREADS_OF_PROCESS);
        tasks(type, iterator, body);
    }

    private static <T extends Struct> void tasks(Class<T> type, Bytes iterator, Predicate<? super T> body) {
        boolean more = true;
        while (more) {
            T task = nextTask(type, iterator);
            more = task != null && body.test(task);
        }
        endTasks(iterator);
    }

    /**
     * A control group and all below it, each before those below it. Since Linux 6.7.
     *
     * @param type an interface with {@code @KernelStruct("cgroup_subsys_state")}, as {@code start} is
     */
    public static <T extends Struct> void groupsBelow(Class<T> type, T start, Predicate<? super T> body) {
        groups(type, start, DESCENDANTS_BEFORE, body);
    }

    /** As {@link #groupsBelow}, but each behind those below it. */
    public static <T extends Struct> void groupsFromBelow(Class<T> type, T start, Predicate<? super T> body) {
        groups(type, start, DESCENDANTS_BEHIND, body);
    }

    /** A control group and all above it, up to the root. */
    public static <T extends Struct> void groupsAbove(Class<T> type, T start, Predicate<? super T> body) {
        groups(type, start, ANCESTORS, body);
    }

    private static <T extends Struct> void groups(Class<T> type, T start, int order, Predicate<? super T> body) {
        Bytes iterator = Memory.onStack(GROUP_ITERATOR);
        beginGroups(iterator, start, order);
        boolean more = true;
        while (more) {
            T group = nextGroup(type, iterator);
            more = group != null && body.test(group);
        }
        endGroups(iterator);
    }

    @Kfunc(name = "bpf_iter_task_new", passes = "$0 0 $1", since = "6.7")
    static int allTasks(Bytes iterator, int which) {
        throw kernelOnly();
    }

    @Kfunc(name = "bpf_iter_task_new", passes = "$0 $1 $2", since = "6.7")
    static int tasksOf(Bytes iterator, Struct task, int which) {
        throw kernelOnly();
    }

    @Kfunc(name = "bpf_iter_task_next", passes = "$1", since = "6.7", mayBeNull = true)
    static <T extends Struct> @Nullable T nextTask(Class<T> type, Bytes iterator) {
        throw kernelOnly();
    }

    @Kfunc(name = "bpf_iter_task_destroy", passes = "$0", since = "6.7")
    static void endTasks(Bytes iterator) {
        throw kernelOnly();
    }

    @Kfunc(name = "bpf_iter_css_new", passes = "$0 $1 $2", since = "6.7")
    static int beginGroups(Bytes iterator, Struct start, int order) {
        throw kernelOnly();
    }

    @Kfunc(name = "bpf_iter_css_next", passes = "$1", since = "6.7", mayBeNull = true)
    static <T extends Struct> @Nullable T nextGroup(Class<T> type, Bytes iterator) {
        throw kernelOnly();
    }

    @Kfunc(name = "bpf_iter_css_destroy", passes = "$0", since = "6.7")
    static void endGroups(Bytes iterator) {
        throw kernelOnly();
    }
}
