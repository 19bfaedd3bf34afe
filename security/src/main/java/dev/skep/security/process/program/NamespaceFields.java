package dev.skep.security.process.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.NsProxy;
import dev.skep.security.kernel.PidStruct;
import dev.skep.security.kernel.Task;
import dev.skep.security.kernel.Upid;

/** Reads and writes the namespaces of a process, in the kernel. */
public final class NamespaceFields {
    /** Bytes of a {@code struct upid}: an id, and a pointer. */
    private static final int UPID_BYTES = 16;

    private NamespaceFields() {}

    static void write(ProcessFacts record, Task task) {
        NsProxy namespaces = task.nsproxy();
        record.uts(namespaces.uts_ns().ns().inum());
        record.ipc(namespaces.ipc_ns().ns().inum());
        record.mnt(namespaces.mnt_ns().ns().inum());
        record.pidForChildren(namespaces.pid_ns_for_children().ns().inum());
        record.net(namespaces.net_ns().ns().inum());
        record.timeInum(namespaces.time_ns().ns().inum());
        record.timeForChildren(namespaces.time_ns_for_children().ns().inum());
        record.cgroupInum(namespaces.cgroup_ns().ns().inum());
        PidStruct ids = task.thread_pid();
        int level = ids.level();
        if (level == 0) {
            record.pidInum(ids.numbers().ns().ns().inum());
            record.namespacePid(0);
        } else {
            Upid id = innermost(task, level);
            record.pidInum(id.ns().ns().inum());
            record.namespacePid(id.nr());
        }
    }

    /** The process id as the innermost namespace counts; 0 in that of the host. */
    public static int namespacePid(Task task) {
        int level = task.thread_pid().level();
        return level == 0 ? 0 : innermost(task, level).nr();
    }

    /** Inode number of its PID namespace. */
    public static int pidNamespace(Task task) {
        PidStruct ids = task.thread_pid();
        int level = ids.level();
        return level == 0
                ? ids.numbers().ns().ns().inum()
                : innermost(task, level).ns().ns().inum();
    }

    /** By address: the array's length is known at run time only, so typed loads do not reach its later elements. */
    private static Upid innermost(Task task, int level) {
        PidStruct ids = Memory.atKernel(Memory.address(task), Task.class).thread_pid();
        return Memory.atKernel(Memory.address(ids.numbers()) + (long) UPID_BYTES * level, Upid.class);
    }
}
