package dev.skep.agent.client;

import dev.skep.agent.server.TcpAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Where an agent listens. */
public sealed interface AgentAddress {
    /**
     * A unix socket.
     *
     * @param path of the socket
     */
    record Socket(Path path) implements AgentAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * TCP, encrypted if authorities are given.
     *
     * @param host name or number
     * @param port its port
     * @param authorities who signs the agent's certificate, PEM
     * @param certificate shown to the agent, PEM
     * @param key the certificate's private key, PEM (PKCS #8)
     */
    record Tcp(String host, int port, Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key)
            implements AgentAddress {
        @Override
        public String toString() {
            return new TcpAddress(host, port).toString();
        }
    }

    /**
     * Reads {@code /run/skep/skep.sock}, {@code unix:///run/skep/skep.sock} or {@code localhost:54321}.
     *
     * @throws IllegalArgumentException if it is nothing of these
     */
    static AgentAddress parse(String text, Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
        String path = text.startsWith("unix://") ? text.substring("unix://".length()) : text;
        if (path.startsWith("/")) {
            return new Socket(Path.of(path));
        }
        TcpAddress address = TcpAddress.parse(text);
        return new Tcp(address.host(), address.port(), authorities, certificate, key);
    }
}
