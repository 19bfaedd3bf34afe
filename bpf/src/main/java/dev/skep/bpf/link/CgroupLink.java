package dev.skep.bpf.link;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program for the processes of a cgroup and of the cgroups below it: packets, sockets, addresses, socket options, sysctl files,
 * device files.
 *
 * <p>Since Linux 5.7 (BPF_LINK_CREATE on a folder of cgroup v2). Several programs may be attached at one hook; where they decide, all
 * must allow. The removal of the cgroup ends the attachment, but not the link.
 */
public final class CgroupLink implements PinnableLink {
    private static final int O_DIRECTORY = 0x10000;

    private final Fd fd;
    private final ProgramType type;
    private final String hook;

    private CgroupLink(Fd fd, ProgramType type, String hook) {
        this.fd = fd;
        this.type = type;
        this.hook = hook;
    }

    /**
     * Attaches.
     *
     * @param type one whose name begins with CGROUP
     * @param folder of a cgroup v2 hierarchy
     * @throws IllegalArgumentException when the folder is none of cgroup v2
     */
    public static CgroupLink attach(Program program, AttachType type, Path folder) {
        String hook = type + " of " + folder;
        if (!type.name().startsWith("CGROUP_")) {
            throw new IllegalArgumentException(type + " is no hook of cgroups");
        }
        if (!Files.exists(folder.resolve("cgroup.controllers"))) {
            throw new IllegalArgumentException(
                    folder + " is no folder of cgroup v2 (`mount -t cgroup2` tells where they are)");
        }
        try (Fd cgroup = Fd.open(folder.toString(), O_DIRECTORY)) {
            return new CgroupLink(
                    Attachment.create(program, cgroup.number(), type.number(), 0, hook), program.type(), hook);
        }
    }

    /**
     * Opens a link that was {@linkplain #pin pinned}; closing it then detaches nothing.
     *
     * @param path in a BPF file system
     * @param type of the program that it has attached
     * @throws dev.skep.bpf.SyscallException ENOENT when nothing is pinned there
     * @throws IllegalArgumentException when a link of another kind is
     */
    public static CgroupLink open(Path path, ProgramType type) {
        return new CgroupLink(LinkPin.open(path, LinkPin.CGROUP), type, "cgroup link pinned at " + path);
    }

    @Override
    public void replace(Program next) {
        Attachment.require(next, type, hook);
        Attachment.replace(fd, next, hook);
    }

    @Override
    public void pin(Path path) {
        LinkPin.pin(fd, path);
    }

    @Override
    public String hook() {
        return hook;
    }

    @Override
    public void close() {
        fd.close();
    }
}
