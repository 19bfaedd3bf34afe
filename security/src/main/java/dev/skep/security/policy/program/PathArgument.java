package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Dentry;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * The path of a file.
 *
 * @param place the file
 * @param form what is shown
 */
public record PathArgument(PlaceReader place, Form form) implements ArgumentCode.Growing {
    /** What is shown of a path. */
    public enum Form {
        /** An open file. */
        FILE,
        /** A path. */
        PATH,
        /** A program that is about to run. */
        BINPRM
    }

    /** Behind the appendix' part: flags and mode. */
    private static final int FLAGS = Appendix.SLOT;

    private static final int MODE = FLAGS + 4;

    @Override
    public int slot() {
        return Appendix.SLOT + Long.BYTES;
    }

    @Override
    public int cost() {
        return place.cost() + Cost.PATH;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        // Once: a descriptor may be that of another file a moment later.
        UntypedStruct file = place.read(context);
        Dentry entry = place.dentry(file);
        long dentry = Memory.address(entry);
        record.data().u32(at + FLAGS, 0);
        record.data().u32(at + MODE, 0);
        if (dentry == 0 || !Appendix.hasRoom(record.used())) {
            Appendix.none(record, at);
            return;
        }
        PathBuilder.build(record, dentry, place.mount(file));
        append(record, entry, Memory.slice(record.data(), at, Appendix.SLOT + Long.BYTES));
    }

    /** Appends the path that was built, of a file with this entry. Apart: the same in all programs. */
    @NoInline
    private static void append(LargeRecord record, Dentry entry, Bytes slot) {
        slot.u32(FLAGS, record.pathFlags());
        slot.u32(MODE, entry.d_inode().i_mode());
        // Read again: the verifier of Linux 6.1 forgets the bounds of an int that is kept on the stack meanwhile.
        int used = record.used();
        int start = record.pathStart();
        if (start < 0 || start > LargeRecord.PATH_BYTES || !Appendix.hasRoom(used)) {
            return;
        }
        int length = LargeRecord.PATH_BYTES - start;
        Helpers.probeReadKernel(
                Memory.slice(record.data(), used, Appendix.MOST),
                length,
                Memory.address(Memory.slice(record.path(), start, LargeRecord.NAME_BYTES)));
        Appendix.add(record, slot, length, length);
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        String path = TextArgument.text(data, at);
        int flags = data.u32(at + FLAGS);
        int mode = data.u32(at + MODE);
        return switch (form) {
            case FILE -> new ArgumentValue.File(path, flags, mode);
            case PATH -> new ArgumentValue.Path(path, flags, mode);
            case BINPRM -> new ArgumentValue.Binprm(path, flags, mode);
        };
    }

    @Override
    public String toString() {
        return "path of " + place;
    }
}
