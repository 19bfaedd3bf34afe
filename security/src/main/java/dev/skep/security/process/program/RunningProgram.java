package dev.skep.security.process.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.IteratorHelpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Iterator;
import dev.skep.compiler.hook.IteratorMeta;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.ProcessFlag;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the processes that run already, after {@link ProcessProgram} was attached.
 *
 * <p>Who puts a process into the table first tells of it: this program leaves out those that a fork or an exec has put there, and none is
 * left out by both. A process that ends at this moment is taken out again, since its end has been told already.
 */
public final class RunningProgram {
    private static final int PF_KTHREAD = 0x20_0000;

    private final ProcessStates processes;

    /** For the table of {@link ProcessProgram#processes()}. */
    public RunningProgram(ProcessStates processes) {
        this.processes = processes;
    }

    /** The kernel calls it for each thread of the host. */
    @Iterator("task")
    void running(IteratorMeta meta, @Nullable Task thread) {
        if (thread == null) {
            return;
        }
        Task task = Memory.untrusted(thread);
        int pid = task.tgid();
        if (pid != task.pid() || task.signal().live().counter() == 0 || processes.get(pid) != null) {
            return;
        }
        Task above = task.real_parent();
        int parentPid = above.tgid();
        long parentStart = processes.start(above);
        boolean kernel = (task.flags() & PF_KTHREAD) != 0;
        ProcessState parent = processes.get(parentPid);
        int marks = parent == null ? 0 : parent.marks() & ProcessState.IN_INIT_TREE;
        if (NamespaceFields.namespacePid(task) == 1) {
            marks |= ProcessState.IN_INIT_TREE;
        }
        long start = task.start_time();
        if (!processes.putIfNew(pid, start, parentPid, parentStart, marks)) {
            return;
        }
        if (task.signal().live().counter() == 0) {
            processes.remove(pid);
            return;
        }
        ProcessFacts record = Memory.onStack(ProcessFacts.class);
        record.kind(ProcessRecord.EXEC);
        record.pid(pid);
        record.start(start);
        record.parentPid(parentPid);
        record.parentStart(parentStart);
        record.time(Helpers.ktimeGetNs());
        record.cgroup(task.cgroups().dfl_cgrp().kn().id());
        int flags = ProcessFlag.PROC_FS.bit();
        if (kernel) {
            flags |= ProcessFlag.NO_DIRECTORY.bit();
        }
        if ((marks & ProcessState.IN_INIT_TREE) != 0) {
            flags |= ProcessFlag.IN_INIT_TREE.bit();
        }
        record.code(flags);
        NamespaceFields.write(record, task);
        CredentialFields.write(record, task);
        IteratorHelpers.seqWrite(meta.seq(), record);
    }
}
