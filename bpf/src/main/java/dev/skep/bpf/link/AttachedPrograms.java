package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of a hook that runs several, in the order in which they run (BPF_PROG_QUERY). Immutable.
 *
 * @param revision counts the changes of the hook, for {@link LinkOrder#atRevision}; 0 where the kernel does not count
 * @param programs ids of programs and, where there is one, of the link that holds it
 */
public record AttachedPrograms(long revision, List<Entry> programs) {
    private static final int SIZE = 64;
    private static final int TARGET = 0;
    private static final int ATTACH_TYPE = 4;
    private static final int PROGRAM_IDS = 16;
    private static final int COUNT = 24;
    private static final int LINK_IDS = 40;
    private static final int REVISION = 56;
    /** A cgroup takes at most 64 programs at a hook, a device as many. */
    private static final int MOST = 64;

    /** What a device begins with that never had a program. */
    private static final long FIRST_REVISION = 1;

    /** Copies. */
    public AttachedPrograms {
        programs = List.copyOf(programs);
    }

    /**
     * A program that is attached.
     *
     * @param programId by which bpftool knows it
     * @param linkId the link that holds it, 0 if it was attached without one or the kernel does not tell
     */
    public record Entry(int programId, int linkId) {}

    /** Those of a device: TCX_INGRESS, TCX_EGRESS, since Linux 6.6; NETKIT_PRIMARY, NETKIT_PEER, since 6.7. */
    public static AttachedPrograms onDevice(int interfaceIndex, AttachType type) {
        try {
            return query(interfaceIndex, type, true, "programs of interface " + interfaceIndex);
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENOENT)) {
                return new AttachedPrograms(FIRST_REVISION, List.of());
            }
            throw failure;
        }
    }

    /** Those of a cgroup, without those of the folders above it. Since Linux 4.15; the kernel counts changes since 6.16. */
    public static AttachedPrograms inCgroup(Path folder, AttachType type) {
        try (Fd cgroup = Fd.open(folder.toString(), 0)) {
            return query(cgroup.number(), type, false, "programs of " + folder);
        }
    }

    /** Linux before 6.6 refuses an address for the ids of links. */
    private static AttachedPrograms query(int target, AttachType type, boolean withLinks, String object) {
        CallBuffer programs = CallBuffer.allocate(MOST * Integer.BYTES);
        CallBuffer links = CallBuffer.allocate(MOST * Integer.BYTES);
        CallBuffer attributes = CallBuffer.allocate(SIZE)
                .u32(TARGET, target)
                .u32(ATTACH_TYPE, type.number())
                .pointer(PROGRAM_IDS, programs)
                .u32(COUNT, MOST);
        if (withLinks) {
            attributes.pointer(LINK_IDS, links);
        }
        BpfSyscall.run(BpfCommand.PROG_QUERY, attributes, object);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < attributes.u32(COUNT); i++) {
            entries.add(new Entry(programs.u32(i * Integer.BYTES), links.u32(i * Integer.BYTES)));
        }
        return new AttachedPrograms(attributes.u64(REVISION), entries);
    }
}
