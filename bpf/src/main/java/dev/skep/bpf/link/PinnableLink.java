package dev.skep.bpf.link;

import java.nio.file.Path;

/** A link that can be made to outlive the process. Safe for every thread. */
public non-sealed interface PinnableLink extends Link {
    /**
     * Gives the link a name in a BPF file system (BPF_OBJ_PIN, for links since Linux 5.7): the program then stays attached when this
     * object is closed and when the process ends, until the name is removed as files are. Kinds that can be changed then have an
     * {@code open} that finds it again. Links of perf events, such as those of tracepoints and kprobes, since Linux 5.15.
     *
     * @param path not there yet, and without a dot in its last name, in a {@link dev.skep.bpf.pin.BpfFileSystem}
     * @throws dev.skep.bpf.SyscallException EEXIST when the name is taken, EPERM when it has a dot
     */
    void pin(Path path);
}
