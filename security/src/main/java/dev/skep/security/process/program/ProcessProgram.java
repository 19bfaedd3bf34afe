package dev.skep.security.process.program;

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
import dev.skep.security.process.EventRate;
import dev.skep.security.process.ProcessDetail;
import dev.skep.security.process.ProcessFlag;
import dev.skep.security.process.SensorMemory;
import java.util.Objects;

/**
 * Tells of every process that is made, runs a program, or ends: the programs that run in the kernel.
 */
public final class ProcessProgram {
    /** Bytes of an {@link ExecRecord} before its text. */
    public static final int TEXT = offset();

    private static final int HEADER = StructLayout.of(ProcessRecord.class).size();
    private static final int PF_KTHREAD = 0x20_0000;
    private static final int SIGNAL_GROUP_EXIT = 4;

    private final ExecFields fields;
    private final ProcessStates processes;
    private final RingBuffer<ProcessRecord> events;
    private final CgroupRate rate;
    private final Scratch<ExecRecord> scratch = Scratch.of(ExecRecord.class);
    private final PerCpuArray<Counter> unsent = PerCpuArray.of(Counter.class, 1);

    /** Describes it. */
    public ProcessProgram(ProcessDetail detail, SensorMemory memory, EventRate limit) {
        processes = new ProcessStates(memory.processes());
        events = RingBuffer.of(ProcessRecord.class, memory.ringBytes());
        rate = new CgroupRate(limit, events);
        fields = new ExecFields(events, detail.argumentsBytes(), detail.environmentBytes());
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

    /** How much it tells of control groups. */
    public CgroupRate rate() {
        return rate;
    }

    /** The table of processes. */
    public ProcessStates processes() {
        return processes;
    }

    /** Execs that found no memory to be put together in so far. */
    public long unsent() {
        return unsent.sum(0, Counter::value);
    }

    /** {@code trace_sched_process_fork(parent, child)}, called by {@code kernel_clone} of kernel/fork.c before the child runs. */
    @TpBtf("sched_process_fork")
    int fork(Task parent, Task made) {
        Task child = Memory.untrusted(made);
        int pid = child.tgid();
        if (child.pid() != pid) {
            return 0;
        }
        Task above = child.real_parent();
        int parentPid = above.tgid();
        long parentStart = processes.start(above);
        int marks = ProcessState.FORKED;
        ProcessState known = processes.get(parentPid);
        if (known != null) {
            marks |= known.marks() & ProcessState.IN_INIT_TREE;
        }
        int namespacePid = NamespaceFields.namespacePid(child);
        if (namespacePid == 1) {
            marks |= ProcessState.IN_INIT_TREE;
        }
        long start = child.start_time();
        processes.put(pid, start, parentPid, parentStart, marks);
        ProcessRecord record = Memory.onStack(ProcessRecord.class);
        record.kind(ProcessRecord.FORK);
        record.pid(pid);
        record.start(start);
        record.parentPid(parentPid);
        record.parentStart(parentStart);
        int flags = (marks & ProcessState.IN_INIT_TREE) == 0 ? 0 : ProcessFlag.IN_INIT_TREE.bit();
        if ((child.flags() & PF_KTHREAD) != 0) {
            flags |= ProcessFlag.NO_DIRECTORY.bit();
        }
        record.code(flags);
        record.time(start);
        record.namespacePid(namespacePid);
        record.cgroup(child.cgroups().dfl_cgrp().kn().id());
        if (rate.passes(record.cgroup(), start)) {
            events.output(record, HEADER);
        }
        return 0;
    }

    /** {@code trace_sched_process_exec(task, old_pid, bprm)}, called by {@code exec_binprm} of fs/exec.c. */
    @TpBtf("sched_process_exec")
    int exec(Task task, int oldPid, LinuxBinprm binprm) {
        boolean room = scratch.with(record -> describe(record, Memory.untrusted(task), Memory.untrusted(binprm)));
        Counter counter = unsent.get(0);
        if (!room && counter != null) {
            counter.add(1);
        }
        return 0;
    }

    private void describe(ExecRecord record, Task task, LinuxBinprm binprm) {
        int pid = task.tgid();
        Task above = task.real_parent();
        int parentPid = above.tgid();
        long parentStart = processes.start(above);
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
        processes.put(pid, now, parentPid, parentStart, marks & ProcessState.IN_INIT_TREE);
        record.code(flags);
        if (rate.passes(record.cgroup(), now)) {
            fields.send(record, task, binprm);
        }
    }

    /**
     * {@code trace_sched_process_exit(task, group_dead)}, called by {@code do_exit} of kernel/exit.c for each thread; the second argument
     * is there since Linux 6.16 only. Before, two threads that end at once may both find that none lives, so what counts is who takes
     * the process from the table.
     */
    @TpBtf("sched_process_exit")
    int exit(Task ending) {
        Task task = Memory.untrusted(ending);
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
        if (rate.passes(record.cgroup(), record.time())) {
            events.output(record, HEADER);
        }
        return 0;
    }
}
