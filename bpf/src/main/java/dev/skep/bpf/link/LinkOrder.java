package dev.skep.bpf.link;

import dev.skep.bpf.sys.CallBuffer;

/**
 * Where a program goes among those of a hook that runs several: first, last, or beside one of them. Immutable.
 *
 * <p>BPF_F_BEFORE and BPF_F_AFTER with a relative link or program, for tcx since Linux 6.6, for netkit since 6.7,
 * for cgroups since 6.16. The kernel refuses
 * with ENOENT when the relative is not there, and with ESTALE when {@link #atRevision the expected revision} has passed.
 */
public final class LinkOrder {
    /** Before all that are there now. */
    public static final LinkOrder FIRST = new LinkOrder(Flags.BEFORE, 0, 0);
    /** Behind all that are there now. */
    public static final LinkOrder LAST = new LinkOrder(0, 0, 0);

    /** The kernel's part of the attributes begins behind the flags. */
    private static final int ATTRIBUTES_SIZE = 32;

    private final int flags;
    private final int relative;
    private final long revision;

    private LinkOrder(int flags, int relative, long revision) {
        this.flags = flags;
        this.relative = relative;
        this.revision = revision;
    }

    /** Right before a link of the same hook, by its id (BPF_F_BEFORE, BPF_F_LINK, BPF_F_ID). */
    public static LinkOrder beforeLink(int linkId) {
        return new LinkOrder(Flags.BEFORE | Flags.LINK | Flags.ID, linkId, 0);
    }

    /** Right behind a link of the same hook, by its id (BPF_F_AFTER, BPF_F_LINK, BPF_F_ID). */
    public static LinkOrder afterLink(int linkId) {
        return new LinkOrder(Flags.AFTER | Flags.LINK | Flags.ID, linkId, 0);
    }

    /** Right before a program of the same hook, by its id (BPF_F_BEFORE, BPF_F_ID); one that was attached without a link. */
    public static LinkOrder beforeProgram(int programId) {
        return new LinkOrder(Flags.BEFORE | Flags.ID, programId, 0);
    }

    /** Right behind a program of the same hook, by its id (BPF_F_AFTER, BPF_F_ID); one that was attached without a link. */
    public static LinkOrder afterProgram(int programId) {
        return new LinkOrder(Flags.AFTER | Flags.ID, programId, 0);
    }

    /** The same place, and only if nobody has changed the hook since {@link AttachedPrograms} told this revision. */
    public LinkOrder atRevision(long expected) {
        return new LinkOrder(flags, relative, expected);
    }

    /** Whether it is what every kernel does unasked. */
    boolean isPlain() {
        return flags == 0 && revision == 0;
    }

    /** The attributes of BPF_LINK_CREATE for a device, by its index, or a cgroup, by a descriptor. */
    CallBuffer attributes(int programFd, int target, int attachType) {
        return CallBuffer.allocate(ATTRIBUTES_SIZE)
                .u32(0, programFd)
                .u32(4, target)
                .u32(8, attachType)
                .u32(12, flags)
                .u32(16, relative)
                .u64(24, revision);
    }

    /** Of linux/bpf.h. */
    private static final class Flags {
        static final int BEFORE = 1 << 3;
        static final int AFTER = 1 << 4;
        static final int ID = 1 << 5;
        static final int LINK = 1 << 13;
    }
}
