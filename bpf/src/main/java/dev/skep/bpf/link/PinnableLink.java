package dev.skep.bpf.link;

import java.nio.file.Path;

/** A link that can be made to outlive the process. Safe for every thread. */
public interface PinnableLink extends ReplaceableLink {
    /**
     * Gives the link a name in a BPF file system (BPF_OBJ_PIN, for links since Linux 5.7): the program then stays attached when this
     * object is closed and when the process ends, until the name is removed as files are. The kind's own {@code open} finds it again.
     *
     * @param path not there yet, and without a dot in its last name, in a {@link dev.skep.bpf.pin.BpfFileSystem}
     * @throws dev.skep.bpf.SyscallException EEXIST when the name is taken, EPERM when it has a dot
     */
    void pin(Path path);
}
