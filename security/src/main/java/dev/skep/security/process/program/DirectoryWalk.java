package dev.skep.security.process.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Dentry;
import dev.skep.security.kernel.FsStruct;
import dev.skep.security.kernel.KernelPath;
import dev.skep.security.kernel.Mount;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.ProcessFlag;

/**
 * Writes the current directory, in the kernel, the last component first.
 *
 * <ol>
 *   <li>At the root of the process, stop: the path is complete.
 *   <li>At the root of a mount, go on at the place that the mount covers; at the topmost mount, stop.
 *   <li>Otherwise add the entry's name and go to its parent.
 * </ol>
 *
 * <p>That is what d_path() of the kernel does (fs/d_path.c, v6.18), without its locks: a directory that is renamed at this moment
 * may show both names.
 *
 * <p>How far the walk has come is kept in the record, not in a variable: the verifier follows variables through each turn of the loop,
 * and would look at every number of components that each turn can have written.
 */
final class DirectoryWalk {
    /** Most components and mounts: deeper directories are marked, and keep their last components. */
    private static final int STEPS = 128;

    private static final int LAST_START =
            ExecRecord.NAME_BYTES + ExecRecord.DIRECTORY_BYTES - ExecRecord.COMPONENT_BYTES;

    private DirectoryWalk() {}

    /** Writes the components behind the name, and their length. */
    static void write(ExecRecord record, Task task, int nameLength) {
        // By address: what is read through it are plain numbers, which can be combined before they are tested.
        FsStruct directories = Memory.atKernel(Memory.address(task.fs()), FsStruct.class);
        KernelPath from = directories.pwd();
        KernelPath root = directories.root();
        long rootDentry = Memory.address(root.dentry());
        long rootMount = Memory.address(root.mnt());
        long mount = Memory.address(from.mnt());
        long dentry = Memory.address(from.dentry());
        int mark = ProcessFlag.CUT_DIRECTORY.bit();
        record.directoryLength(0);
        for (int step = 0; step < STEPS; step++) {
            if (((dentry ^ rootDentry) | (mount ^ rootMount)) == 0) {
                mark = 0;
                break;
            }
            Mount here = Memory.containerOf(mount, Mount.class, "mnt");
            if (dentry == Memory.address(here.mnt().mnt_root())) {
                long above = here.mnt_parent();
                if (above == Memory.address(here)) {
                    mark = 0;
                    break;
                }
                dentry = Memory.address(here.mnt_mountpoint());
                mount = Memory.address(Memory.atKernel(above, Mount.class).mnt());
                continue;
            }
            int at = nameLength + record.directoryLength();
            if (at < 0 || at > LAST_START) {
                break;
            }
            Dentry entry = Memory.atKernel(dentry, Dentry.class);
            int length = Helpers.probeReadKernelStr(
                    Memory.slice(record.text(), at, ExecRecord.COMPONENT_BYTES),
                    entry.d_name().name());
            if (length <= 0) {
                mark = ProcessFlag.DIRECTORY_ERROR.bit();
                break;
            }
            record.directoryLength(record.directoryLength() + length);
            dentry = Memory.address(entry.d_parent());
        }
        record.code(record.code() | mark);
    }
}
