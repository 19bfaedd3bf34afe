package dev.skep.security.policy.model;

import java.util.List;

/**
 * A condition on a namespace of the process.
 *
 * @param kind which namespace
 * @param operator whether it has to be one of them
 * @param inodes the inode numbers of the namespaces, 32 bits unsigned
 * @param host whether the host's, which is that of process 1, is one of them too
 * @param place where it stands
 */
public record NamespaceMatch(
        NamespaceKind kind, SetOperator operator, List<Integer> inodes, boolean host, Place place) {
    /** Copies the list. */
    public NamespaceMatch {
        inodes = List.copyOf(inodes);
    }
}
