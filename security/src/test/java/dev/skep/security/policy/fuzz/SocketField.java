package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.NamespaceKind;
import java.util.List;
import java.util.Objects;

/** A field of the kernel's {@code struct sock}, by the way to it, and what it holds as a connection of TCP begins. */
enum SocketField {
    FAMILY("__sk_common.skc_family"),
    /** In the order of the network. */
    PORT("__sk_common.skc_dport"),
    /** Of IPv4, in the order of the network. */
    ADDRESS("__sk_common.skc_daddr"),
    PROTOCOL("sk_protocol"),
    NETWORK("__sk_common.skc_net.net.ns.inum");

    private final String path;

    SocketField(String path) {
        this.path = path;
    }

    /** As policies write it. */
    String path() {
        return path;
    }

    /** The one of a way. */
    static SocketField of(String path) {
        return List.of(values()).stream()
                .filter(field -> field.path.equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** What it holds. */
    long of(Connection connection) {
        return switch (this) {
            case FAMILY -> connection.ip6() ? Address.INET6 : Address.INET;
            case PORT ->
                Short.toUnsignedLong(
                        Short.reverseBytes((short) connection.destination().port()));
            case ADDRESS ->
                Integer.toUnsignedLong(
                        Integer.reverseBytes((int) connection.destination().low()));
            case PROTOCOL -> connection.protocol();
            case NETWORK -> network(connection.facts());
        };
    }

    private static long network(Facts facts) {
        return Objects.requireNonNull(facts.now().namespaces().get(NamespaceKind.NET));
    }

    /** What it may well hold. */
    List<Object> likely(List<Facts> facts) {
        return switch (this) {
            case FAMILY -> List.of((long) Address.INET, (long) Address.INET6);
            case PORT -> List.of(0L, 0x5000L, 0xffffL);
            case ADDRESS -> List.of(0x7fL, 0x100_007fL);
            case PROTOCOL -> List.of((long) Connection.TCP, (long) Connection.UDP);
            case NETWORK -> facts.stream().<Object>map(SocketField::network).toList();
        };
    }
}
