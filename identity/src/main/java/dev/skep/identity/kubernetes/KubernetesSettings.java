package dev.skep.identity.kubernetes;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the API server is and who asks.
 *
 * @param server its address: {@code https://10.96.0.1:443}
 * @param token a file with the token, read anew for each request because it is renewed; empty for none
 * @param authority a file with the certificates to trust; empty for those of the JDK
 * @param node this node's name
 */
public record KubernetesSettings(URI server, Optional<Path> token, Optional<Path> authority, String node) {
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** Those that Kubernetes gives to each pod, or nothing outside of a cluster. */
    public static Optional<KubernetesSettings> inCluster(String node) {
        return inCluster(node, System.getenv(), ACCOUNT);
    }

    static Optional<KubernetesSettings> inCluster(String node, Map<String, String> environment, Path account) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        Path token = account.resolve("token");
        if (host.isEmpty() || !Files.isReadable(token)) {
            return Optional.empty();
        }
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return Optional.of(new KubernetesSettings(
                URI.create("https://" + address + ":" + port),
                Optional.of(token),
                Optional.of(account.resolve("ca.crt")).filter(Files::isReadable),
                node));
    }
}
