package dev.skep.agent.policy;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where policies come from, besides clients.
 *
 * @param file a file whose policies have to be in force; empty: none
 * @param folder a folder whose policies are kept in force; empty: none
 * @param resources whether those of Kubernetes are, if there is a cluster
 * @param kept where policies of clients are kept; empty: nowhere
 */
public record PolicyOptions(Optional<Path> file, Optional<Path> folder, boolean resources, Optional<Path> kept) {
    /** Of clients alone. */
    public static final PolicyOptions CLIENTS =
            new PolicyOptions(Optional.empty(), Optional.empty(), false, Optional.empty());
}
