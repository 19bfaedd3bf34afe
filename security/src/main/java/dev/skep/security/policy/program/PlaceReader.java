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
        return dentry(read(context));
    }

    /** What says so now. Kernel only. */
    UntypedStruct read(HookContext context) {
        return from.read(context);
    }

    /** The entry that {@code struct} says. Kernel only. */
    Dentry dentry(UntypedStruct struct) {
        return kind == Kind.DENTRY ? struct.as(Dentry.class) : path(struct).dentry();
    }

    /** The address of the mount that {@code struct} says, 0 without. Kernel only. */
    long mount(UntypedStruct struct) {
        return kind == Kind.DENTRY ? 0 : Memory.address(path(struct).mnt());
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
