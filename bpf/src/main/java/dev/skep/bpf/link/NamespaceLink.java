package dev.skep.bpf.link;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;

/**
 * A program for a whole network namespace: one that chooses sockets (BPF_SK_LOOKUP, since Linux 5.9, several programs) or one that
 * finds the headers of packets (BPF_FLOW_DISSECTOR, since 5.8, one program).
 *
 * <p>The end of the namespace ends the attachment, but not the link.
 */
public final class NamespaceLink extends KernelLink {
    /** The network namespace of this process. */
    public static final Path OWN_NAMESPACE = Path.of("/proc/self/ns/net");

    private NamespaceLink(Fd fd, ProgramType type, String hook) {
        super(fd, type, hook);
    }

    /**
     * Attaches a program of type SK_LOOKUP or FLOW_DISSECTOR.
     *
     * @param namespace a file such as /var/run/netns/NAME or {@link #OWN_NAMESPACE}
     */
    public static NamespaceLink attach(Program program, Path namespace) {
        ProgramType type = program.type();
        if (type != ProgramType.SK_LOOKUP && type != ProgramType.FLOW_DISSECTOR) {
            throw new IllegalArgumentException(
                    "a network namespace takes programs of type SK_LOOKUP or FLOW_DISSECTOR, and " + program.name()
                            + " is " + type);
        }
        AttachType attachType = type == ProgramType.SK_LOOKUP ? AttachType.SK_LOOKUP : AttachType.FLOW_DISSECTOR;
        String hook = attachType + " of " + namespace;
        try (Fd target = Fd.open(namespace.toString(), 0)) {
            return new NamespaceLink(
                    Attachment.create(program, target.number(), attachType.number(), 0, hook), type, hook);
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
    public static NamespaceLink open(Path path, ProgramType type) {
        return new NamespaceLink(LinkPin.open(path, LinkPin.NAMESPACE), type, "namespace link pinned at " + path);
    }
}
