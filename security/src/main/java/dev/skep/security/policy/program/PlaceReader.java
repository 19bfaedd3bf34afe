package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Dentry;
import dev.skep.security.kernel.KernelPath;
import dev.skep.security.kernel.OpenFile;

/**
 * Where a file is in the tree of files.
 *
 * @param from what says so
 * @param kind what that is
 */
public record PlaceReader(StructReader from, Kind kind) {
    /** What says where a file is. */
    public enum Kind {
        /** {@code struct file}. */
        FILE,
        /** {@code struct path}. */
        PATH,
        /** {@code struct dentry}: within its mount. */
        DENTRY
    }

    /** Its entry. Kernel only. */
    Dentry dentry(HookContext context) {
        UntypedStruct struct = from.read(context);
        return kind == Kind.DENTRY ? struct.as(Dentry.class) : path(struct).dentry();
    }

    /** The address of its mount, 0 without. Kernel only. */
    long mount(HookContext context) {
        return kind == Kind.DENTRY ? 0 : Memory.address(path(from.read(context)).mnt());
    }

    private KernelPath path(UntypedStruct struct) {
        return kind == Kind.FILE ? struct.as(OpenFile.class).f_path() : struct.as(KernelPath.class);
    }

    int cost() {
        return from.cost() + Cost.LOAD;
    }

    @Override
    public String toString() {
        return from.toString();
    }
}
