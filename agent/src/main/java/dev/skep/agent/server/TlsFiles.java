package dev.skep.agent.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server shows to its clients, and asks of them.
 *
 * @param certificate its certificate and those above it, PEM
 * @param key the certificate's private key, PEM (PKCS #8)
 * @param clientAuthorities who signs certificates of clients; empty if clients need none
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientAuthorities) {}
