package dev.skep.security.process.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Cred;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.Task;

/** Compares the rights before an exec with those after it, in the kernel, and keeps what is new for {@link ProcessProgram#exec}. */
final class PrivilegeFields {
    private final ProcessStates processes;

    PrivilegeFields(ProcessStates processes) {
        this.processes = processes;
    }

    void compare(Task task, LinuxBinprm binprm) {
        Cred now = Memory.untrusted(task).cred();
        Cred next = Memory.untrusted(binprm).cred();
        int gains = 0;
        int user = next.euid().val();
        int group = next.egid().val();
        if (user != now.euid().val()) {
            gains |= ProcessState.SET_USER_ID;
        }
        if (group != now.egid().val()) {
            gains |= ProcessState.SET_GROUP_ID;
        }
        long more = CredentialFields.bits(next.cap_permitted()) & ~CredentialFields.bits(now.cap_permitted());
        if (more != 0 && user != 0) {
            gains |= ProcessState.FILE_CAPABILITIES;
        }
        if (gains == 0) {
            return;
        }
        ProcessState state = processes.get(task.tgid());
        if (state != null) {
            state.gains(gains);
            state.setUid(user);
            state.setGid(group);
        }
    }
}
