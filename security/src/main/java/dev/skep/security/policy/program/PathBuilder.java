package dev.skep.security.policy.program;

import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Dentry;
import dev.skep.security.kernel.KernelPath;
import dev.skep.security.kernel.Mount;
import dev.skep.security.kernel.Qstr;
import dev.skep.security.kernel.Task;
import dev.skep.security.policy.event.FileName;
import dev.skep.security.process.program.LoopBounds;

/**
 * Writes the path of a file as its process sees it, in the kernel, as d_path() does (fs/d_path.c, v6.18) but without its locks: the last
 * component first, each in front of what is there, until the root of the process or of the topmost mount is reached.
 *
 * <p>How far it has come is kept in the record: the verifier would follow variables through every turn.
 */
final class PathBuilder {
    private static final int LONGEST_NAME = 255;
    private static final long NO_MOUNT = 0;

    private PathBuilder() {}

    /**
     * Writes it into {@link LargeRecord#path()}.
     *
     * @param dentry address of the entry
     * @param mount address of its mount, 0 for the path within its mount
     */
    static void build(LargeRecord record, long dentry, long mount) {
        build(record, dentry, mount, CurrentTask.get());
    }

    /** As {@link #build(LargeRecord, long, long)}, as {@code task} sees it. */
    static void build(LargeRecord record, long dentry, long mount, Task task) {
        KernelPath root = task.fs().root();
        build(record, dentry, mount, Memory.address(root.dentry()), Memory.address(root.mnt()));
    }

    @NoInline
    private static int build(LargeRecord record, long dentry, long mount, long rootDentry, long rootMount) {
        record.pathStart(LargeRecord.PATH_BYTES);
        record.pathFlags(FileName.UNRESOLVED_PATH_COMPONENTS.bit());
        record.dentry(dentry);
        record.mount(mount);
        for (int step = 0; step < LoopBounds.ADDRESSED_STEPS; step++) {
            if (step(record, rootDentry, rootMount)) {
                break;
            }
        }
        if (record.pathStart() == LargeRecord.PATH_BYTES && record.pathFlags() == 0) {
            record.pathStart(LargeRecord.PATH_BYTES - 1);
            record.path().u8(LargeRecord.PATH_BYTES - 1, '/');
        }
        return 0;
    }

    private static boolean step(LargeRecord record, long rootDentry, long rootMount) {
        long dentry = record.dentry();
        long mount = record.mount();
        if (dentry == rootDentry && mount == rootMount) {
            record.pathFlags(0);
            return true;
        }
        Dentry entry = Memory.cast(dentry, Dentry.class);
        if (mount != NO_MOUNT) {
            Mount here = Memory.cast(Memory.address(Memory.containerOf(mount, Mount.class, "mnt")), Mount.class);
            if (dentry == Memory.address(here.mnt().mnt_root())) {
                long above = here.mnt_parent();
                if (above == Memory.address(here)) {
                    record.pathFlags(0);
                    return true;
                }
                record.dentry(Memory.address(here.mnt_mountpoint()));
                record.mount(Memory.address(Memory.cast(above, Mount.class).mnt()));
                return false;
            }
        }
        long parent = Memory.address(entry.d_parent());
        if (parent == dentry) {
            record.pathFlags(0);
            return true;
        }
        record.dentry(parent);
        return !prepend(record, entry.d_name());
    }

    private static boolean prepend(LargeRecord record, Qstr name) {
        int length = name.len() & LONGEST_NAME;
        int end = record.pathStart();
        if (end <= LONGEST_NAME || end > LargeRecord.PATH_BYTES) {
            return false;
        }
        int start = end - length;
        if (Helpers.probeReadKernel(Memory.slice(record.path(), start, LargeRecord.NAME_BYTES), length, name.name())
                != 0) {
            return false;
        }
        record.path().u8(start - 1, '/');
        record.pathStart(start - 1);
        return true;
    }
}
