package dev.skep.security.process.program;

import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Task;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The table of processes by process id, which the programs of this package share, and which those of other features may look a process up
 * in.
 *
 * <p>A process is known by its id and the time since which it runs what it runs. That of an exec is the time of the exec, and is kept
 * here; that of a process without an exec is when it was made, which the kernel keeps itself. So a process that is not here, because it is
 * older than the programs or because the table was full, has the same name for all who ask.
 */
public final class ProcessStates {
    private final HashMap<Integer, ProcessState> processes;
    private final PerCpuArray<Counter> lost = PerCpuArray.of(Counter.class, 1);

    /** Describes a table of at most {@code entries} processes. */
    public ProcessStates(int entries) {
        processes = HashMap.growing(Integer.class, ProcessState.class, entries);
        processes.name("processes");
        lost.name("processes_lost");
    }

    /**
     * Opens a table that is pinned, of any size.
     *
     * @throws dev.skep.bpf.SyscallException if nothing is pinned there
     * @throws IllegalArgumentException if that is no such table
     */
    public static ProcessStates open(Path pin) {
        int entries;
        try (KernelObject map = KernelObject.open(pin).orElse(null)) {
            if (map == null || map.kind() != ObjectKind.MAP) {
                throw new IllegalArgumentException(pin + " is no map");
            }
            entries = map.mapInfo().maxEntries();
        }
        ProcessStates states = new ProcessStates(entries);
        states.processes.open(pin);
        return states;
    }

    /** The table itself. */
    public HashMap<Integer, ProcessState> table() {
        return processes;
    }

    /** Processes that found no place so far. */
    public long lost() {
        return lost.sum(0, Counter::value);
    }

    /** What is kept of a process, or null. Kernel only. */
    public @Nullable ProcessState get(int pid) {
        return processes.get(pid);
    }

    /** Since when {@code task}'s process runs what it runs. Kernel only. */
    public long start(Task task) {
        ProcessState known = processes.get(task.tgid());
        return known == null ? task.group_leader().start_time() : known.start();
    }

    /** Puts a process into the table, or anew. */
    void put(int pid, long start, int parentPid, long parentStart, int marks) {
        ProcessState state = Memory.onStack(ProcessState.class);
        inherit(state, pid, parentPid, (marks & ProcessState.FORKED) != 0);
        state.start(start);
        state.parentPid(parentPid);
        state.parentStart(parentStart);
        state.marks(marks);
        if (!processes.put(pid, state)) {
            full();
        }
    }

    /** Puts a process into the table; false if another program has told of it. */
    boolean putIfNew(int pid, long start, int parentPid, long parentStart, int marks) {
        ProcessState state = Memory.onStack(ProcessState.class);
        state.start(start);
        state.parentPid(parentPid);
        state.parentStart(parentStart);
        state.marks(marks);
        if (processes.putIfAbsent(pid, state)) {
            return true;
        }
        if (processes.get(pid) != null) {
            return false;
        }
        full();
        return true;
    }

    private void inherit(ProcessState state, int pid, int parentPid, boolean forked) {
        ProcessState parent = processes.get(parentPid);
        if (parent != null) {
            state.parentBinaries(parent.binaries() | parent.followed());
            if (forked) {
                state.binaries(parent.binaries());
                state.followed(parent.followed());
            }
        }
        if (!forked) {
            ProcessState before = processes.get(pid);
            if (before != null) {
                state.followed(before.followed());
            }
        }
    }

    private void full() {
        Counter counter = lost.get(0);
        if (counter != null) {
            counter.add(1);
        }
    }

    /** Takes a process out; false if somebody else has. */
    boolean remove(int pid) {
        return processes.remove(pid);
    }
}
