package dev.skep.trace.open;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.trace.kernel.Dentry;
import dev.skep.trace.kernel.FdTable;
import dev.skep.trace.kernel.FsStruct;
import dev.skep.trace.kernel.KernelPath;
import dev.skep.trace.kernel.KernelWord;
import dev.skep.trace.kernel.Mount;
import dev.skep.trace.kernel.OpenFile;
import dev.skep.trace.kernel.Task;

/**
 * Writes the directory that a relative name starts from, in the kernel.
 *
 * <ol>
 *   <li>Begin at the current directory, or at the directory behind a descriptor.
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
    private static final int AT_FDCWD = -100;
    private static final int STEPS = OpenEvent.COMPONENTS + 8;
    private static final int LAST_START = OpenEvent.NAMES_BYTES - OpenEvent.COMPONENT_BYTES;

    private DirectoryWalk() {}

    /** Writes the components behind the name; sets the state and the length. */
    static void write(OpenEvent event, Task task, int dirfd, int nameLength) {
        // By address: what is read through it are plain numbers, which can be combined before they are tested.
        FsStruct directories = Memory.atKernel(Memory.address(task.fs()), FsStruct.class);
        long start = Memory.address(directories.pwd());
        if (dirfd != AT_FDCWD) {
            start = place(task, dirfd);
            if (start == 0) {
                event.pathState(PathState.NO_DIRECTORY);
                return;
            }
        }
        walk(event, Memory.atKernel(start, KernelPath.class), directories.root(), nameLength);
    }

    /** Address of the {@code struct path} of a descriptor, or 0. */
    private static long place(Task task, int descriptor) {
        FdTable table = task.files().fdt();
        if (descriptor < 0 || descriptor >= table.max_fds()) {
            return 0;
        }
        long file =
                Memory.atKernel(table.fd() + 8L * descriptor, KernelWord.class).value();
        return file == 0
                ? 0
                : Memory.address(Memory.atKernel(file, OpenFile.class).f_path());
    }

    private static void walk(OpenEvent event, KernelPath from, KernelPath root, int nameLength) {
        long rootDentry = Memory.address(root.dentry());
        long rootMount = root.mnt();
        long mount = from.mnt();
        long dentry = Memory.address(from.dentry());
        int state = PathState.CUT;
        for (int step = 0; step < STEPS; step++) {
            if (((dentry ^ rootDentry) | (mount ^ rootMount)) == 0) {
                state = PathState.COMPLETE;
                break;
            }
            Mount here = Memory.containerOf(mount, Mount.class, "mnt");
            if (dentry == Memory.address(here.mnt().mnt_root())) {
                long above = here.mnt_parent();
                if (above == Memory.address(here)) {
                    state = PathState.COMPLETE;
                    break;
                }
                dentry = Memory.address(here.mnt_mountpoint());
                mount = Memory.address(Memory.atKernel(above, Mount.class).mnt());
                continue;
            }
            int at = nameLength + event.directoryLength();
            if (at < 0 || at > LAST_START) {
                break;
            }
            Dentry entry = Memory.atKernel(dentry, Dentry.class);
            int length = Helpers.probeReadKernelStr(
                    Memory.slice(event.names(), at, OpenEvent.COMPONENT_BYTES),
                    entry.d_name().name());
            if (length <= 0) {
                break;
            }
            event.directoryLength(event.directoryLength() + length);
            dentry = Memory.address(entry.d_parent());
        }
        event.pathState(state);
    }
}
