package dev.skep.cli.agent;

import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.OptionList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which agent is asked. */
public final class ClientOptions {
    private static final String STANDARD = "/run/skep/skep.sock";

    private ClientOptions() {}

    /** Adds the options. */
    public static OptionList add(OptionList options) {
        return options.value(
                        String.class,
                        "ADDRESS",
                        text -> text,
                        "The agent: its socket, or HOST:PORT. Standard: " + STANDARD + ".",
                        "--server-address")
                .value(
                        Path.class,
                        "FILE",
                        Path::of,
                        "Who signs the agent's certificate, PEM: use TLS.",
                        "--tls-ca-cert-files")
                .value(Path.class, "FILE", Path::of, "Certificate to show to the agent, PEM.", "--tls-cert-file")
                .value(Path.class, "FILE", Path::of, "Private key of that certificate, PEM.", "--tls-key-file");
    }

    /** Prepares the connection that they ask for. */
    public static AgentClient connect(ParseResult options) {
        try {
            return AgentClient.of(AgentAddress.parse(
                    options.matchedOptionValue("--server-address", STANDARD),
                    path(options, "--tls-ca-cert-files"),
                    path(options, "--tls-cert-file"),
                    path(options, "--tls-key-file")));
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(wrong.getMessage());
        } catch (IOException unreadable) {
            throw CommandFailure.failure(unreadable.getMessage());
        }
    }

    private static Optional<Path> path(ParseResult options, String name) {
        return options.hasMatchedOption(name)
                ? Optional.of(options.matchedOptionValue(name, Path.of("")))
                : Optional.empty();
    }
}
