package dev.skep.identity.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.scene.Facts;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.SourceState;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerSourceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Facts facts = new Facts();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final BlockingQueue<SocketChannel> eventStreams = new LinkedBlockingQueue<>();

    /** Speaks as Docker does, for as long as it is open. */
    private final class Daemon implements AutoCloseable {
        private final ServerSocketChannel server;

        Daemon() throws IOException {
            Files.deleteIfExists(folder.resolve("docker.sock"));
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (server.isOpen()) {
                try {
                    answer(server.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void answer(SocketChannel client) throws IOException {
            ByteBuffer request = ByteBuffer.allocate(4096);
            client.read(request);
            String path =
                    new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII).split(" ", -1)[1];
            if (path.startsWith("/events?")) {
                send(client, "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n");
                eventStreams.add(client);
                return;
            }
            String body = answers.get(path);
            send(client, body == null ? "HTTP/1.0 404 Not Found\r\n\r\n" : "HTTP/1.0 200 OK\r\n\r\n" + body);
            client.close();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (SocketChannel stream : eventStreams) {
                stream.close();
            }
            eventStreams.clear();
        }
    }

    private static void send(SocketChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private DockerSource source() {
        return new DockerSource(
                folder.resolve("docker.sock"),
                ContainerRuntime.DOCKER,
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(50)));
    }

    private void container(String id, String name) {
        answers.put("/containers/" + id + "/json", """
                {"Id": "%s", "Name": "/%s", "Image": "sha256:00", "Config": {"Image": "nginx:1", "Labels": {}},
                 "State": {"Pid": 42, "StartedAt": "2026-01-02T03:04:05Z"}, "HostConfig": {"Privileged": false}}
                """.formatted(id, name));
    }

    @AfterEach
    void closeStreams() throws Exception {
        for (SocketChannel stream : eventStreams) {
            stream.close();
        }
    }

    @Test
    void tellsOfContainersThatRunAndOfThoseThatStart() throws Exception {
        answers.put("/containers/json", "[{\"Id\": \"aa\"}]");
        container("aa", "web");
        try (Daemon _ = new Daemon();
                DockerSource source = source()) {
            source.start(facts);
            await().atMost(SOON).until(() -> facts.containers().containsKey("aa"));
            assertThat(facts.containers().get("aa"))
                    .isEqualTo(ContainerFacts.of(new Container(
                            "aa",
                            "web",
                            new Image("sha256:00", "nginx:1"),
                            ContainerRuntime.DOCKER,
                            Instant.parse("2026-01-02T03:04:05Z"),
                            42,
                            false,
                            List.of())));
            container("bb", "db");
            send(eventStreams.take(), "{\"Action\": \"start\", \"Actor\": {\"ID\": \"bb\"}}\n");
            await().atMost(SOON).until(() -> facts.containers().containsKey("bb"));
            container("cc", "asked");
            source.wanted("cc");
            await().atMost(SOON).until(() -> facts.containers().containsKey("cc"));
        }
    }

    @Test
    void comesBackWhenTheDaemonDoes() throws Exception {
        answers.put("/containers/json", "[]");
        try (DockerSource source = source()) {
            source.start(facts);
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.ABSENT);
            try (Daemon _ = new Daemon()) {
                await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.CONNECTED);
            }
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.UNREACHABLE);
            answers.put("/containers/json", "[{\"Id\": \"aa\"}]");
            container("aa", "web");
            try (Daemon _ = new Daemon()) {
                await().atMost(SOON).until(() -> facts.containers().containsKey("aa"));
            }
        }
    }

    @Test
    void idsThatAreNoneAreNotAskedFor() throws Exception {
        answers.put("/containers/json", "[{\"Id\": \"../info\"}, {\"Id\": \"\"}, {}, {\"Id\": \"aa\"}]");
        container("aa", "web");
        try (Daemon _ = new Daemon();
                DockerSource source = source()) {
            source.start(facts);
            await().atMost(SOON).until(() -> source.state().connection() == SourceState.Connection.CONNECTED);
            assertThat(facts.containers().keySet()).containsExactly("aa");
        }
    }
}
