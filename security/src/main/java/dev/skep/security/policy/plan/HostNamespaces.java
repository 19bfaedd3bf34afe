package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.process.Namespaces;
import dev.skep.security.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The namespaces of the host: those of its first process, or, where that is hidden, of the parent of kernel threads, which stays in those that
 * the kernel began with.
 */
final class HostNamespaces {
    private static final List<Integer> FIRST = List.of(1, 2);

    private final ProcessTable processes;

    HostNamespaces(ProcessTable processes) {
        this.processes = processes;
    }

    /**
     * The inode number of one.
     *
     * @throws Refused if it is not known
     */
    long inode(NamespaceKind kind) {
        return FIRST.stream()
                .flatMap(pid -> processes.running(pid).stream())
                .map(process -> inode(process.namespaces(), kind))
                .filter(inode -> inode != 0)
                .findFirst()
                .or(() ->
                        FIRST.stream().flatMap(pid -> link(pid, kind).stream()).findFirst())
                .map(Integer::toUnsignedLong)
                .orElseThrow(() -> Refused.because("the host's " + kind.tetragonName() + " namespace is not known"));
    }

    /** Such as {@code uts:[4026531838]}. */
    private static Optional<Integer> link(int pid, NamespaceKind kind) {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "ns", kind.procName()))
                    .toString();
            return Optional.of(Integer.parseUnsignedInt(link.substring(link.indexOf('[') + 1, link.length() - 1)));
        } catch (IOException | NumberFormatException hidden) {
            return Optional.empty();
        }
    }

    private static int inode(Namespaces namespaces, NamespaceKind kind) {
        return switch (kind) {
            case UTS -> namespaces.uts();
            case IPC -> namespaces.ipc();
            case MNT -> namespaces.mnt();
            case PID -> namespaces.pid();
            case PID_FOR_CHILDREN -> namespaces.pidForChildren();
            case NET -> namespaces.net();
            case TIME -> namespaces.time();
            case TIME_FOR_CHILDREN -> namespaces.timeForChildren();
            case CGROUP -> namespaces.cgroup();
            case USER -> namespaces.user();
        };
    }
}
