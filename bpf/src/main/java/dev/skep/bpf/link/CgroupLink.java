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
 * must allow. The removal of the cgroup ends the attachment, but not the link. They run in the order of attachment; since Linux 6.16 each may
 * choose its place (BPF_F_BEFORE, BPF_F_AFTER).
 */
public final class CgroupLink extends KernelLink {
    private static final int O_DIRECTORY = 0x10000;

    private CgroupLink(Fd fd, ProgramType type, String hook) {
        super(fd, type, hook);
    }

    /**
     * Attaches.
     *
     * @param type one whose name begins with CGROUP
     * @param folder of a cgroup v2 hierarchy
     * @throws IllegalArgumentException when the folder is none of cgroup v2
     */
    public static CgroupLink attach(Program program, AttachType type, Path folder) {
        return attach(program, type, folder, LinkOrder.LAST);
    }

    /**
     * Attaches at a place among the programs of the same cgroup; those of the folders above come after those of a folder below.
     *
     * @param type one whose name begins with CGROUP
     * @param folder of a cgroup v2 hierarchy
     * @param order all but {@link LinkOrder#LAST} since Linux 6.16; a program that a link has attached is named by the link
     * @throws IllegalArgumentException when the folder is none of cgroup v2
     * @throws dev.skep.bpf.UnsupportedFeatureException for an order that this kernel does not know
     */
    public static CgroupLink attach(Program program, AttachType type, Path folder, LinkOrder order) {
        String hook = type + " of " + folder;
        if (!type.name().startsWith("CGROUP_")) {
            throw new IllegalArgumentException(type + " is no hook of cgroups");
        }
        if (!Files.exists(folder.resolve("cgroup.controllers"))) {
            throw new IllegalArgumentException(
                    folder + " is no folder of cgroup v2 (`mount -t cgroup2` tells where they are)");
        }
        try (Fd cgroup = Fd.open(folder.toString(), O_DIRECTORY)) {
            Fd link = order.isPlain()
                    ? Attachment.create(program, cgroup.number(), type.number(), 0, hook)
                    : Attachment.open(
                            order.attributes(program.fd(), cgroup.number(), type.number()),
                            hook,
                            "order among the programs of a cgroup",
                            "6.16");
            return new CgroupLink(link, program.type(), hook);
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
}
