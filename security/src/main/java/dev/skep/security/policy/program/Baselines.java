package dev.skep.security.policy.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Cred;
import dev.skep.security.kernel.NsProxy;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.CredentialFields;
import dev.skep.security.process.program.NamespaceFields;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What each process began its program with, by process id, while a policy asks what has changed since.
 *
 * @param processes the table
 */
public record Baselines(HashMap<Integer, Baseline> processes) {
    private static final int MOST = 65_536;

    /** The table is described, not created. */
    public static Baselines described() {
        Baselines baselines = new Baselines(HashMap.growing(Integer.class, Baseline.class, MOST));
        baselines.processes.name("policy_baselines");
        return baselines;
    }

    /** Opens the table that is pinned at a path. */
    public static Baselines open(Path pin) {
        Baselines baselines = described();
        baselines.processes.open(pin);
        return baselines;
    }

    /** Creates the table. */
    public static Baselines create() {
        Baselines baselines = described();
        baselines.processes.create();
        return baselines;
    }

    /** What a process began with, or null. Kernel only. */
    @Nullable
    Baseline of(int pid) {
        return processes.get(pid);
    }

    /** Notes what {@code task} has now. Kernel only. */
    void note(Task task) {
        Baseline now = Memory.onStack(Baseline.class);
        Cred rights = task.cred();
        now.effective(CredentialFields.bits(rights.cap_effective()));
        now.inheritable(CredentialFields.bits(rights.cap_inheritable()));
        now.permitted(CredentialFields.bits(rights.cap_permitted()));
        NsProxy namespaces = task.nsproxy();
        now.uts(namespaces.uts_ns().ns().inum());
        now.ipc(namespaces.ipc_ns().ns().inum());
        now.mnt(namespaces.mnt_ns().ns().inum());
        now.pid(NamespaceFields.pidNamespace(task));
        now.pidForChildren(namespaces.pid_ns_for_children().ns().inum());
        now.net(namespaces.net_ns().ns().inum());
        now.time(namespaces.time_ns().ns().inum());
        now.timeForChildren(namespaces.time_ns_for_children().ns().inum());
        now.cgroup(namespaces.cgroup_ns().ns().inum());
        now.user(rights.user_ns().ns().inum());
        processes.put(task.tgid(), now);
    }

    /** A new process began with what its parent began with. Kernel only. */
    void copy(int parent, int child) {
        Baseline known = processes.get(parent);
        if (known != null) {
            processes.put(child, known);
        }
    }

    /** Forgets a process. Kernel only. */
    void forget(int pid) {
        processes.remove(pid);
    }
}
