package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Iterator;
import dev.skep.compiler.hook.IteratorMeta;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.OpenFile;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.ProcessState;
import dev.skep.security.process.program.ProcessStates;
import org.jspecify.annotations.Nullable;

/** Notes with each process what policies ask of it. */
public final class MarkingRules {
    private final ProcessStates processes;
    private final Marks marks;
    private final long fresh;
    private final @Nullable Baselines baselines;

    /** How often {@link #running} changed something that matters for children. */
    @SuppressWarnings("UnusedVariable") // read by the view of fields
    private int changed;

    /**
     * Notes {@code marks} in {@code processes}.
     *
     * @param fresh the bits that mean something new
     * @param baselines what processes begin with; null while no policy asks
     */
    public MarkingRules(ProcessStates processes, Marks marks, long fresh, @Nullable Baselines baselines) {
        this.processes = processes;
        this.marks = marks;
        this.fresh = fresh;
        this.baselines = baselines;
    }

    @TpBtf("sched_process_exec")
    void exec(Task executing, int oldPid, LinuxBinprm binprm) {
        Task task = Memory.untrusted(executing);
        ProcessState state = processes.get(task.tgid());
        if (state != null) {
            marks.program(state, task, Memory.untrusted(binprm).file());
        }
        if (baselines != null) {
            baselines.note(task);
        }
    }

    @TpBtf("sched_process_fork")
    void fork(Task parent, Task child) {
        int pid = child.tgid();
        if (pid == child.pid()) {
            ProcessState state = processes.get(pid);
            if (state != null) {
                marks.process(state, Memory.untrusted(child));
            }
            if (baselines != null) {
                baselines.copy(parent.tgid(), pid);
            }
        }
    }

    @TpBtf("sched_process_exit")
    void exit(Task ending) {
        Task task = Memory.untrusted(ending);
        if (baselines != null && task.signal().live().counter() == 0) {
            baselines.forget(task.tgid());
        }
    }

    /** Before {@link #running}: takes away what stands at places that mean something new now. */
    @Iterator("task")
    void forget(IteratorMeta meta, @Nullable Task task) {
        ProcessState state = task == null ? null : processes.get(task.tgid());
        if (state != null) {
            state.followed(state.followed() & ~fresh);
        }
    }

    /** For what runs already: the kernel calls it for each thread, and again until nothing more is handed on. */
    @Iterator("task")
    void running(IteratorMeta meta, @Nullable Task thread) {
        if (thread == null || thread.tgid() != thread.pid()) {
            return;
        }
        Task task = Memory.untrusted(thread);
        ProcessState state = processes.get(task.tgid());
        if (state == null) {
            return;
        }
        if (baselines != null && baselines.of(task.tgid()) == null && Memory.address(task.nsproxy()) != 0) {
            baselines.note(task);
        }
        long before = state.followed();
        long binaries = state.binaries();
        if (Memory.address(task.mm()) != 0) {
            marks.program(state, task, Memory.cast(task.mm().exe_file(), OpenFile.class));
        }
        marks.process(state, task);
        ProcessState parent = processes.get(task.real_parent().tgid());
        if (parent != null) {
            state.parentBinaries(parent.binaries() | parent.followed());
            state.followed(state.followed() | parent.followed());
        }
        // A child may have a lower number than its parent, and have been called for before.
        if (state.followed() != before || state.binaries() != binaries) {
            changed++;
        }
    }
}
