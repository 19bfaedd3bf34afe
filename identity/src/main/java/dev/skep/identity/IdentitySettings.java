package dev.skep.identity;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.RuntimeFolders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;

/**
 * How the identities of a host are found.
 *
 * @param hierarchy the tree of control groups
 * @param folders where runtimes keep their files
 * @param node this machine
 * @param patience how long a new container may stay unknown
 * @param retention how long a group that is gone stays known, for late events
 */
public record IdentitySettings(
        Hierarchy hierarchy, RuntimeFolders folders, Node node, Duration patience, Duration retention) {
    /** Enough for events that wait in queues. */
    private static final Duration RETENTION = Duration.ofMinutes(2);

    /** Those of this host; the environment variable NODE_NAME names the node, as in a pod of Kubernetes. */
    public static IdentitySettings ofThisHost() {
        String name = System.getenv().getOrDefault("NODE_NAME", hostName());
        return new IdentitySettings(
                Hierarchy.ofThisHost(), RuntimeFolders.USUAL, new Node(name, Map.of()), Identities.PATIENCE, RETENTION);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** The same with other folders. */
    public IdentitySettings folders(RuntimeFolders others) {
        return new IdentitySettings(hierarchy, others, node, patience, retention);
    }
}
