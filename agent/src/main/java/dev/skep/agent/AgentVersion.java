package dev.skep.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of Skep that this agent was built from. */
final class AgentVersion {
    private static final String FILE = "version.txt";

    private AgentVersion() {}

    static String read() {
        try (InputStream in = Objects.requireNonNull(AgentVersion.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + FILE, e);
        }
    }
}
