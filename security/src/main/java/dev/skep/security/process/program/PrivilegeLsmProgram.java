package dev.skep.security.process.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Lsm;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.Task;

/** Sees which execs give more rights, by a security hook: for kernels before 6.10 that have BPF LSM. */
public final class PrivilegeLsmProgram {
    private final PrivilegeFields fields;

    /** For the table of {@link ProcessProgram#processes()}. */
    public PrivilegeLsmProgram(ProcessStates processes) {
        fields = new PrivilegeFields(processes);
    }

    /** {@code security_bprm_committing_creds(bprm)}, called by {@code begin_new_exec} of fs/exec.c before the rights change. */
    @Lsm("bprm_committing_creds")
    void committing(LinuxBinprm binprm) {
        fields.compare(Helpers.getCurrentTaskBtf(Task.class), binprm);
    }
}
