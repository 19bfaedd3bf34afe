package dev.skep.security.process.program;

import dev.skep.compiler.hook.TpBtf;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.Task;

/** Sees which execs give more rights, on kernels with the tracepoint sched_prepare_exec (since Linux 6.10). */
public final class PrivilegeProgram {
    private final PrivilegeFields fields;

    /** For the table of {@link ProcessProgram#processes()}. */
    public PrivilegeProgram(ProcessStates processes) {
        fields = new PrivilegeFields(processes);
    }

    /** {@code trace_sched_prepare_exec(task, bprm)}, called by {@code begin_new_exec} of fs/exec.c when the new rights are known. */
    @TpBtf("sched_prepare_exec")
    int prepare(Task task, LinuxBinprm binprm) {
        fields.compare(task, binprm);
        return 0;
    }
}
