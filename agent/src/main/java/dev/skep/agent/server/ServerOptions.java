package dev.skep.agent.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where clients come in.
 *
 * @param socket the unix socket
 * @param address host and port for TCP, such as {@code localhost:54321}; empty for none
 * @param tls encryption of TCP
 * @param queueSize events that wait for one client at most
 */
public record ServerOptions(Path socket, Optional<TcpAddress> address, Optional<TlsFiles> tls, int queueSize) {
    /** Standard place of the socket. */
    public static final Path STANDARD_SOCKET = Path.of("/run/skep/skep.sock");

    /** Refuses to be open to the network without encryption and certificates of clients. */
    public ServerOptions {
        boolean mutual = tls.flatMap(TlsFiles::clientAuthorities).isPresent();
        address.filter(tcp -> !tcp.isLoopback() && !mutual).ifPresent(tcp -> {
            throw new IllegalArgumentException("server-address " + tcp
                    + " can be reached from other machines: that takes server-tls-cert-file, server-tls-key-file and"
                    + " server-tls-client-ca-files");
        });
    }

    /** The socket alone. */
    public static ServerOptions at(Path socket) {
        return new ServerOptions(socket, Optional.empty(), Optional.empty(), 10_000);
    }
}
