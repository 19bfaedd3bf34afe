package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.security.kernel.Cred;
import dev.skep.security.kernel.NsProxy;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.CredentialFields;
import dev.skep.security.process.program.NamespaceFields;

/** A number of the process that runs. */
public enum ProcessNumber implements NumberReader {
    /** Process id as the host counts. */
    PID("pid", Cost.HELPER) {
        @Override
        public long read(HookContext context) {
            return Helpers.getCurrentPidTgid() >>> Integer.SIZE;
        }
    },
    /** Process id as its own PID namespace counts. */
    NAMESPACE_PID("pid in its namespace", 2 * Cost.PROBE) {
        @Override
        public long read(HookContext context) {
            Task task = CurrentTask.get().group_leader();
            int id = NamespaceFields.namespacePid(task);
            return id == 0 ? task.tgid() & UNSIGNED : id & UNSIGNED;
        }
    },
    /** Namespace of host names. */
    UTS("uts namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().uts_ns().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of System V IPC. */
    IPC("ipc namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().ipc_ns().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of mounts. */
    MNT("mnt namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().mnt_ns().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of process ids. */
    PID_NAMESPACE("pid namespace", 2 * Cost.PROBE) {
        @Override
        public long read(HookContext context) {
            return NamespaceFields.pidNamespace(CurrentTask.get()) & UNSIGNED;
        }
    },
    /** Namespace of process ids of children. */
    PID_FOR_CHILDREN("pid_for_children namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().pid_ns_for_children().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of the network. */
    NET("net namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().net_ns().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of clocks. */
    TIME("time namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().time_ns().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of clocks of children. */
    TIME_FOR_CHILDREN("time_for_children namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().time_ns_for_children().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of control groups. */
    CGROUP("cgroup namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return namespaces().cgroup_ns().ns().inum() & UNSIGNED;
        }
    },
    /** Namespace of users. */
    USER("user namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return rights().user_ns().ns().inum() & UNSIGNED;
        }
    },
    /** How deep its user namespace is: 0 is the host's. */
    USER_LEVEL("level of the user namespace", Cost.HELPER + 3 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return rights().user_ns().level();
        }
    },
    /** Capabilities that count. */
    EFFECTIVE("effective capabilities", Cost.HELPER + 2 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return CredentialFields.bits(rights().cap_effective());
        }
    },
    /** Capabilities that stay across an exec. */
    INHERITABLE("inheritable capabilities", Cost.HELPER + 2 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return CredentialFields.bits(rights().cap_inheritable());
        }
    },
    /** Capabilities that may be used. */
    PERMITTED("permitted capabilities", Cost.HELPER + 2 * Cost.LOAD) {
        @Override
        public long read(HookContext context) {
            return CredentialFields.bits(rights().cap_permitted());
        }
    };

    private static final long UNSIGNED = 0xffff_ffffL;

    private final String text;
    private final int cost;

    ProcessNumber(String text, int cost) {
        this.text = text;
        this.cost = cost;
    }

    private static NsProxy namespaces() {
        return CurrentTask.get().nsproxy();
    }

    private static Cred rights() {
        return CurrentTask.get().cred();
    }

    @Override
    public int cost() {
        return cost;
    }

    @Override
    public String toString() {
        return text;
    }
}
