package dev.skep.identity.docker;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.KubernetesLabels;
import dev.skep.identity.source.SourceHealth;
import dev.skep.identity.source.SourceState;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The containers of Docker or Podman: the events are followed first, then what runs is listed, so that none is missed in between. When
 * the connection is gone, what was told stays told, and it begins again after a while.
 */
public final class DockerSource implements ContainerSource {
    private static final String EVENTS = "/events?filters="
            + URLEncoder.encode(
                    "{\"type\":[\"container\"],\"event\":[\"create\",\"start\",\"rename\"]}", StandardCharsets.UTF_8);

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Path socket;
    private final ContainerRuntime runtime;
    private final Backoff backoff;
    private final SourceHealth health;
    private volatile boolean closed;
    private volatile @Nullable SocketRequest events;
    private volatile @Nullable FactSink sink;
    private @Nullable Thread thread;

    /** Asks the runtime behind this socket, which need not be there yet. */
    public DockerSource(Path socket, ContainerRuntime runtime) {
        this(socket, runtime, new Backoff());
    }

    DockerSource(Path socket, ContainerRuntime runtime, Backoff backoff) {
        this.socket = socket;
        this.runtime = runtime;
        this.backoff = backoff;
        health = new SourceHealth(runtime.text() + " " + socket);
    }

    /** Those of Docker and Podman, where distributions put their sockets. */
    public static List<ContainerSource> ofThisHost() {
        return List.of(
                new DockerSource(Path.of("/run/docker.sock"), ContainerRuntime.DOCKER),
                new DockerSource(Path.of("/run/podman/podman.sock"), ContainerRuntime.PODMAN));
    }

    @Override
    public void start(FactSink to) {
        sink = to;
        thread = Thread.ofVirtual().name(runtime.text()).start(() -> run(to));
    }

    private void run(FactSink to) {
        try {
            while (!closed) {
                if (Files.exists(socket)) {
                    connect(to);
                    Thread.sleep(backoff.next());
                } else {
                    health.absent();
                    Thread.sleep(LOOK);
                }
            }
        } catch (InterruptedException end) {
            health.closed();
        }
    }

    private void connect(FactSink to) {
        try (SocketRequest stream = SocketRequest.get(socket, EVENTS)) {
            events = stream;
            list(to);
            backoff.reset();
            health.connected("");
            follow(stream, to);
            health.unreachable("the connection ended");
        } catch (IOException | JacksonException failure) {
            health.unreachable(String.valueOf(failure.getMessage()));
        } finally {
            events = null;
        }
    }

    private void list(FactSink to) throws IOException {
        try (SocketRequest list = SocketRequest.get(socket, "/containers/json")) {
            for (JsonTree container : JsonTree.read(list.body().readAllBytes()).items()) {
                ask(container.text("Id"), to);
            }
        }
    }

    private void follow(SocketRequest stream, FactSink to) {
        try (JsonParser parser = JsonTree.parser(stream.body())) {
            while (!closed && parser.nextToken() != null) {
                JsonTree event = JsonTree.read(parser, Set.of());
                String id = event.text("Actor", "ID");
                ask(id.isEmpty() ? event.text("id") : id, to);
            }
        }
    }

    /** A container that is gone again is nothing to be told of. */
    private void ask(String id, FactSink to) {
        if (id.isEmpty() || !id.chars().allMatch(Character::isLetterOrDigit)) {
            return;
        }
        try (SocketRequest answer = SocketRequest.get(socket, "/containers/" + id + "/json")) {
            JsonTree found = JsonTree.read(answer.body().readAllBytes());
            String name = found.text("Name");
            Container container = new Container(
                    found.text("Id"),
                    name.startsWith("/") ? name.substring(1) : name,
                    new Image(found.text("Image"), found.text("Config", "Image")),
                    runtime,
                    found.time("State", "StartedAt"),
                    (int) found.number("State", "Pid"),
                    found.truth("HostConfig", "Privileged"),
                    List.of());
            to.container(KubernetesLabels.facts(container, found.texts("Config", "Labels")));
        } catch (IOException gone) {
            health.failed("container " + id + ": " + gone.getMessage());
        }
    }

    @Override
    public void wanted(String containerId) {
        FactSink to = sink;
        if (to != null && events != null) {
            Thread.ofVirtual().name(runtime.text() + " " + containerId).start(() -> ask(containerId, to));
        }
    }

    @Override
    public SourceState state() {
        return health.state();
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
