package dev.skep.bpf.link;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The calls that give a link a name, and find a link that this process did not make. */
final class LinkPin {
    /** {@code BPF_LINK_TYPE_CGROUP}. */
    static final int CGROUP = 3;

    /** {@code BPF_LINK_TYPE_XDP}. */
    static final int XDP = 6;

    /** {@code BPF_LINK_TYPE_TCX}. */
    static final int TCX = 11;

    private static final int PATH_SIZE = 16;
    private static final int ID_SIZE = 12;

    private LinkPin() {}

    static void pin(Fd link, Path path) {
        CallBuffer attributes = CallBuffer.allocate(PATH_SIZE)
                .pointer(0, CallBuffer.of(path.toString()))
                .u32(8, link.number());
        BpfSyscall.run(BpfCommand.OBJ_PIN, attributes, path.toString());
    }

    /** BPF_OBJ_GET of a link of this type. */
    static Fd open(Path path, int type) {
        CallBuffer attributes = CallBuffer.allocate(PATH_SIZE).pointer(0, CallBuffer.of(path.toString()));
        return checked(BpfSyscall.open(BpfCommand.OBJ_GET, attributes, path.toString()), type);
    }

    /** BPF_LINK_GET_FD_BY_ID of a link of this type; empty if there is none, or not yet. */
    static Optional<Fd> open(int id, int type) {
        CallBuffer attributes = CallBuffer.allocate(ID_SIZE).u32(0, id);
        try {
            return Optional.of(checked(BpfSyscall.open(BpfCommand.LINK_GET_FD_BY_ID, attributes, "link " + id), type));
        } catch (SyscallException failure) {
            // EAGAIN: it is not attached yet.
            if (failure.is(Errno.ENOENT) || failure.is(Errno.EAGAIN)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Fd checked(Fd link, int type) {
        try {
            int found = isLink(link) ? LinkState.read(link, link.what()).type() : 0;
            if (found != type) {
                throw new IllegalArgumentException(link.what() + " is "
                        + (found == 0
                                ? "no link"
                                : "a link of type " + found + ", not " + type + " (enum bpf_link_type)"));
            }
            return link;
        } catch (RuntimeException other) {
            link.close();
            throw other;
        }
    }

    /** Programs and maps may be pinned where a link is looked for, and the kernel tells of them by the same call. */
    private static boolean isLink(Fd fd) {
        try {
            // "bpf-link", or "bpf_link" for the descriptor that made it (kernel/bpf/syscall.c v6.18).
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd.number()))
                    .toString()
                    .endsWith("link");
        } catch (IOException unreadable) {
            // Without /proc its type has to do.
            return true;
        }
    }
}
