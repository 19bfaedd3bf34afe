package dev.skep.security.process.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.Scratch;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.SignalStruct;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.ProcessFlag;
import java.util.Objects;

/**
 * Tells of every process that is made, runs a program, or ends: the programs that run in the kernel.
 *
 * <p>A process is known by its id and the time since which it runs what it runs. That of an exec is the time of the exec, and is kept in
 * a table by process id; that of a process without an exec is when it was made, which the kernel keeps itself. So a process that is not
 * in the table, because it is older than this program or because the table was full, has the same name for all who ask.
 */
public final class ProcessProgram {
    /** Bytes of an {@link ExecRecord} before its text. */
    static final int TEXT = offset();

    private static final int HEADER = StructLayout.of(ProcessRecord.class).size();
    private static final int PF_KTHREAD = 0x20_0000;
    private static final int SIGNAL_GROUP_EXIT = 4;
    private static final int TABLE_FULL = 0;
    private static final int NO_SCRATCH = 1;

    private final ExecFields fields;
    private final HashMap<Integer, ProcessState> processes;
    private final RingBuffer<ProcessRecord> events;
    private final Scratch<ExecRecord> scratch = Scratch.of(ExecRecord.class);
    private final PerCpuArray<Counter> lost = PerCpuArray.of(Counter.class, 2);

    /**
     * Describes it.
     *
     * @param argumentsBytes most bytes of arguments
     * @param environmentBytes most bytes of the environment, 0 for none
     * @param ringBytes size of the ring buffer
     * @param entries most processes in the table
     */
    public ProcessProgram(int argumentsBytes, int environmentBytes, int ringBytes, int entries) {
        processes = HashMap.growing(Integer.class, ProcessState.class, entries);
        events = RingBuffer.of(ProcessRecord.class, ringBytes);
        fields = new ExecFields(events, argumentsBytes, environmentBytes);
        processes.name("processes");
        events.name("process_events");
    }

    private static int offset() {
        StructField text = StructLayout.of(ExecRecord.class).field("text");
        return Objects.requireNonNull(text, "text").offset();
    }

    /** The records. */
    public RingBuffer<ProcessRecord> events() {
        return events;
    }

    /** The table, by process id. */
    public HashMap<Integer, ProcessState> processes() {
        return processes;
    }

    /** Processes that found no place in the table so far. */
    public long tableLost() {
        return lost.sum(TABLE_FULL, Counter::value);
    }

    /** Execs that found no memory to be put together in so far. */
    public long scratchLost() {
        return lost.sum(NO_SCRATCH, Counter::value);
    }

    /** {@code trace_sched_process_fork(parent, child)}, called by {@code kernel_clone} of kernel/fork.c before the child runs. */
    @TpBtf("sched_process_fork")
    int fork(Task parent, Task child) {
        int pid = child.tgid();
        if (child.pid() != pid || (child.flags() & PF_KTHREAD) != 0) {
            return 0;
        }
        Task above = child.real_parent();
        int parentPid = above.tgid();
        long parentStart = above.group_leader().start_time();
        int marks = ProcessState.FORKED;
        ProcessState known = processes.get(parentPid);
        if (known != null) {
            parentStart = known.start();
            marks |= known.marks() & ProcessState.IN_INIT_TREE;
        }
        if (NamespaceFields.namespacePid(child) == 1) {
            marks |= ProcessState.IN_INIT_TREE;
        }
        long start = child.start_time();
        remember(pid, start, parentPid, parentStart, marks);
        ProcessRecord record = Memory.onStack(ProcessRecord.class);
        record.kind(ProcessRecord.FORK);
        record.pid(pid);
        record.start(start);
        record.parentPid(parentPid);
        record.parentStart(parentStart);
        record.code((marks & ProcessState.IN_INIT_TREE) == 0 ? 0 : ProcessFlag.IN_INIT_TREE.bit());
        record.time(start);
        record.cgroup(child.cgroups().dfl_cgrp().kn().id());
        events.output(record, HEADER);
        return 0;
    }

    private void remember(int pid, long start, int parentPid, long parentStart, int marks) {
        ProcessState state = Memory.onStack(ProcessState.class);
        state.start(start);
        state.parentPid(parentPid);
        state.parentStart(parentStart);
        state.marks(marks);
        if (!processes.put(pid, state)) {
            count(TABLE_FULL);
        }
    }

    private void count(int what) {
        Counter counter = lost.get(what);
        if (counter != null) {
            counter.add(1);
        }
    }

    /** {@code trace_sched_process_exec(task, old_pid, bprm)}, called by {@code exec_binprm} of fs/exec.c. */
    @TpBtf("sched_process_exec")
    int exec(Task task, int oldPid, LinuxBinprm binprm) {
        boolean room = scratch.with(record -> describe(record, task, binprm));
        if (!room) {
            count(NO_SCRATCH);
        }
        return 0;
    }

    private void describe(ExecRecord record, Task task, LinuxBinprm binprm) {
        int pid = task.tgid();
        Task above = task.real_parent();
        int parentPid = above.tgid();
        ProcessState parent = processes.get(parentPid);
        long parentStart = parent == null ? above.group_leader().start_time() : parent.start();
        long now = Helpers.ktimeGetNs();
        long before = task.start_time();
        int marks = 0;
        int gains = 0;
        int flags = ProcessFlag.EXECVE.bit();
        ProcessState known = processes.get(pid);
        if (known != null) {
            before = known.start();
            marks = known.marks();
            gains = known.gains();
            record.setUid(known.setUid());
            record.setGid(known.setGid());
        }
        record.kind(ProcessRecord.EXEC);
        record.pid(pid);
        record.start(now);
        record.previousStart(before);
        record.parentPid(parentPid);
        record.parentStart(parentStart);
        record.time(now);
        record.cgroup(Helpers.getCurrentCgroupId());
        record.gains(gains);
        NamespaceFields.write(record, task);
        CredentialFields.write(record, task);
        if (record.namespacePid() == 1) {
            marks |= ProcessState.IN_INIT_TREE;
        }
        if ((marks & ProcessState.FORKED) != 0) {
            flags |= ProcessFlag.CLONE.bit();
        }
        if ((marks & ProcessState.IN_INIT_TREE) != 0) {
            flags |= ProcessFlag.IN_INIT_TREE.bit();
        }
        remember(pid, now, parentPid, parentStart, marks & ProcessState.IN_INIT_TREE);
        record.code(flags);
        fields.send(record, task, binprm);
    }

    /**
     * {@code trace_sched_process_exit(task, group_dead)}, called by {@code do_exit} of kernel/exit.c for each thread; the second argument
     * is there since Linux 6.16 only. Before, two threads that end at once may both find that none lives, so what counts is who takes
     * the process from the table.
     */
    @TpBtf("sched_process_exit")
    int exit(Task task) {
        SignalStruct signal = task.signal();
        if (signal.live().counter() != 0) {
            return 0;
        }
        Task leader = task.group_leader();
        int pid = task.tgid();
        ProcessRecord record = Memory.onStack(ProcessRecord.class);
        ProcessState known = processes.get(pid);
        if (known == null) {
            if ((task.flags() & PF_KTHREAD) != 0) {
                return 0;
            }
            record.start(leader.start_time());
        } else {
            record.start(known.start());
            record.parentStart(known.parentStart());
            record.parentPid(known.parentPid());
            if (!processes.remove(pid)) {
                return 0;
            }
        }
        boolean together = (signal.flags() & SIGNAL_GROUP_EXIT) != 0;
        record.kind(ProcessRecord.EXIT);
        record.pid(pid);
        record.code(together ? signal.group_exit_code() : leader.exit_code());
        record.time(Helpers.ktimeGetNs());
        record.cgroup(Helpers.getCurrentCgroupId());
        events.output(record, HEADER);
        return 0;
    }
}
