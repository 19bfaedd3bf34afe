package dev.skep.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.agent.Agent;
import dev.skep.agent.MadeHost;
import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an agent listens, and who may come there. */
final class AgentSocketTest {
    @TempDir
    private Path folder;

    private final MadeHost host = new MadeHost();
    private Path socket;
    private Agent agent;

    @BeforeEach
    void start() throws IOException {
        socket = MadeConfig.socket(folder);
        agent = Agent.start(config(Map.of()), host);
    }

    @AfterEach
    void end() {
        agent.close();
    }

    private AgentConfig config(Map<ConfigKey, String> more) {
        return MadeConfig.in(folder, more);
    }

    private AgentClient client() throws IOException {
        return AgentClient.of(new AgentAddress.Socket(socket));
    }

    @Test
    void onlyItsOwnerMayUseTheSocket() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            assertThat(files).containsExactlyInAnyOrder(socket, folder.resolve("run/agent.sock.lock"));
        }
    }

    @Test
    void aSocketThatWasLeftBehindIsReplacedAndTheOwnOneRemoved() throws IOException {
        agent.close();
        assertThat(socket).doesNotExist();
        try (ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();

        agent = Agent.start(config(Map.of()), host);

        try (AgentClient client = client()) {
            assertThat(client.status().getNodeName()).isEqualTo("node1");
        }
    }

    @Test
    void aFileInThePlaceOfTheSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("precious"), "x");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Agent.start(config(Map.of(ConfigKey.SERVER_SOCKET, file.toString())), new MadeHost()))
                .withMessageContaining("is there and is no socket");
        assertThat(file).hasContent("x");
    }

    @Test
    void tcpOnLoopbackNeedsNoMoreThanAPort() throws IOException {
        agent.close();
        agent = Agent.start(config(Map.of(ConfigKey.SERVER_ADDRESS, "localhost:0")), host);

        try (AgentClient client = AgentClient.of(new AgentAddress.Tcp(
                "localhost", agent.port().orElseThrow(), Optional.empty(), Optional.empty(), Optional.empty()))) {
            assertThat(client.status().getNodeName()).isEqualTo("node1");
        }
    }

    @Test
    void saysThatThereIsNoAgent() throws IOException {
        try (AgentClient client = AgentClient.of(new AgentAddress.Socket(folder.resolve("nothing")))) {
            assertThatExceptionOfType(AgentFailure.class)
                    .isThrownBy(client::status)
                    .withMessageContaining("nothing: ")
                    .satisfies(failure -> assertThat(failure.unreachable()).isTrue());
        }
    }
}
