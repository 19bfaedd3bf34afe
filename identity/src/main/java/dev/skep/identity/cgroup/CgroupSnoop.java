package dev.skep.identity.cgroup;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.TpBtf;

/**
 * Sends each group of one hierarchy that is made or removed: the program that runs in the kernel.
 *
 * <p>Both tracepoints are called while the kernel holds the lock of the hierarchies (kernel/cgroup/cgroup.c, v6.18), so there is one
 * event at a time. Groups of version 2 cannot be renamed; one of version 1 that is renamed is
 * told as made, with its new path.
 */
final class CgroupSnoop {
    private static final int RING_BYTES = 1 << 20;

    /** Bytes of a record before its path. */
    static final int HEADER = 16;

    final RingBuffer<CgroupEvent> events =
            RingBuffer.of(CgroupEvent.class, RING_BYTES).wakeupBytes(0);
    final PerCpuArray<CgroupEvent> scratch = PerCpuArray.of(CgroupEvent.class, 1);

    private final int hierarchy;

    CgroupSnoop(int hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** {@code trace_cgroup_mkdir(cgroup, path)}, at the end of {@code cgroup_mkdir}: the group is not yet visible. */
    @TpBtf("cgroup_mkdir")
    int made(KernelCgroup group, long path) {
        send(Memory.untrusted(group), path, CgroupEvent.MADE);
        return 0;
    }

    /** {@code trace_cgroup_rmdir(cgroup, path)}. */
    @TpBtf("cgroup_rmdir")
    int removed(KernelCgroup group, long path) {
        send(Memory.untrusted(group), path, CgroupEvent.REMOVED);
        return 0;
    }

    /** {@code trace_cgroup_rename(cgroup, path)}: the path is the new one. */
    @TpBtf("cgroup_rename")
    int renamed(KernelCgroup group, long path) {
        send(Memory.untrusted(group), path, CgroupEvent.MADE);
        return 0;
    }

    private void send(KernelCgroup group, long path, int kind) {
        if (group.root().hierarchy_id() != hierarchy) {
            return;
        }
        CgroupEvent event = scratch.get(0);
        if (event == null) {
            return;
        }
        int length = Helpers.probeReadKernelStr(event.path(), path);
        if (length <= 0 || length > CgroupEvent.PATH_BYTES) {
            return;
        }
        event.id(group.kn().id());
        event.kind(kind);
        event.length(length - 1);
        events.output(event, HEADER + length);
    }
}
