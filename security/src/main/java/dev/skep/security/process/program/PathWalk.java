package dev.skep.security.process.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.kernel.Dentry;
import dev.skep.security.kernel.FsStruct;
import dev.skep.security.kernel.KernelPath;
import dev.skep.security.kernel.Mount;
import dev.skep.security.kernel.OpenFile;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.ProcessFlag;

/**
 * Writes the path of a directory or a file, in the kernel, the last component first.
 *
 * <ol>
 *   <li>At the root of the process, stop: the path is complete.
 *   <li>At the root of a mount, go on at the place that the mount covers; at the topmost mount, stop.
 *   <li>Otherwise add the entry's name and go to its parent; a file that never had a name is its own.
 * </ol>
 *
 * <p>That is what d_path() of the kernel does (fs/d_path.c, v6.18), without its locks: a directory that is renamed at this moment
 * may show both names. A directory that is too deep is marked, and keeps its last components.
 *
 * <p>How far the walk has come is kept in the record, not in a variable: the verifier follows variables through each turn of the loop,
 * and would look at every number of components that each turn can have written.
 */
final class PathWalk {
    private PathWalk() {}

    /** Writes the components of the current directory behind the name, and their length. */
    static void directory(ExecRecord record, Task task, int nameLength) {
        FsStruct directories = directories(task);
        walk(record, directories.pwd(), directories.root(), nameLength, ExecRecord.NAME_BYTES + ExecRecord.PATH_BYTES);
        record.directoryLength(record.fileLength());
    }

    /** Writes the components of a file behind the directory, and their length. */
    static void file(ExecRecord record, Task task, OpenFile file, int used) {
        KernelPath place = Memory.atKernel(Memory.address(file), OpenFile.class).f_path();
        int end = ExecRecord.NAME_BYTES + 2 * ExecRecord.PATH_BYTES;
        walk(record, place, directories(task).root(), used, end);
    }

    /** By address: what is read through it are plain numbers, which can be combined before they are tested. */
    private static FsStruct directories(Task task) {
        return Memory.atKernel(Memory.address(task.fs()), FsStruct.class);
    }

    private static void walk(ExecRecord record, KernelPath from, KernelPath root, int start, int end) {
        long rootDentry = Memory.address(root.dentry());
        long rootMount = Memory.address(root.mnt());
        long mount = Memory.address(from.mnt());
        long dentry = Memory.address(from.dentry());
        int mark = ProcessFlag.CUT_DIRECTORY.bit();
        record.fileLength(0);
        for (int step = 0; step < LoopBounds.PATH_STEPS; step++) {
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
            int at = start + record.fileLength();
            if (at < 0 || at > end - ExecRecord.COMPONENT_BYTES) {
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
            record.fileLength(record.fileLength() + length);
            long parent = Memory.address(entry.d_parent());
            if (parent == dentry) {
                mark = 0;
                break;
            }
            dentry = parent;
        }
        record.code(record.code() | mark);
    }
}
