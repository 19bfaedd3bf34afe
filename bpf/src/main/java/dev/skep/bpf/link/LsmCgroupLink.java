package dev.skep.bpf.link;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program at a security hook that decides for the processes of one cgroup and those below it, or for sockets that were made
 * there.
 *
 * <p>Since Linux 6.0 (BPF_LSM_CGROUP); x86-64 first, arm64 later with its BPF trampolines. Needs a kernel that allows BPF
 * trampolines and the unified cgroup hierarchy.
 */
public final class LsmCgroupLink extends KernelLink {
    private LsmCgroupLink(Fd fd, String hook) {
        super(fd, ProgramType.LSM, hook);
    }

    /**
     * Attaches.
     *
     * @param program loaded for {@link AttachType#LSM_CGROUP}
     * @param cgroup its folder in the unified hierarchy
     */
    public static LsmCgroupLink attach(Program program, Path cgroup) {
        String hook = "security hook of " + program.name() + " in " + cgroup;
        Attachment.require(program, ProgramType.LSM, hook);
        try (Fd folder = Fd.open(cgroup.toString(), 0)) {
            return new LsmCgroupLink(
                    Attachment.create(program, folder.number(), AttachType.LSM_CGROUP.number(), 0, hook), hook);
        }
    }

    /**
     * Opens a link that was {@linkplain #pin pinned}; closing it then detaches nothing.
     *
     * @param path in a BPF file system
     * @throws dev.skep.bpf.SyscallException ENOENT when nothing is pinned there
     * @throws IllegalArgumentException when a link of another kind is
     */
    public static LsmCgroupLink open(Path path) {
        return new LsmCgroupLink(LinkPin.open(path, LinkPin.CGROUP), "security hook of a cgroup, pinned at " + path);
    }
}
