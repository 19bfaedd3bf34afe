package dev.skep.cri;

import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.SourceHealth;
import dev.skep.identity.source.SourceState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one runtime.
 *
 * <ol>
 *   <li>Ask for the version: who is it?
 *   <li>List sandboxes and containers: what runs already.
 *   <li>Follow the events, where the runtime has such, and ask for each container that is made; else ask for those
 *       that somebody has seen, and every few seconds for those that had not started then.
 *   <li>When the connection is gone, wait, longer each time, and begin again. What was told stays told.
 * </ol>
 */
public final class CriSource implements ContainerSource {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Path socket;
    private final Backoff backoff;
    private final SourceHealth health;
    private volatile boolean closed;
    private volatile @Nullable CriConnection connection;
    private @Nullable Thread thread;

    /** Asks the runtime behind this socket, which need not be there yet. */
    public CriSource(Path socket) {
        this(socket, new Backoff());
    }

    CriSource(Path socket, Backoff backoff) {
        this.socket = socket;
        this.backoff = backoff;
        health = new SourceHealth("cri " + socket);
    }

    /** Those of all runtimes, where distributions put their sockets; most of them will never be there. */
    public static List<ContainerSource> ofThisHost() {
        return Stream.of(
                        "/run/containerd/containerd.sock",
                        "/run/crio/crio.sock",
                        "/run/k3s/containerd/containerd.sock",
                        "/run/k0s/containerd.sock",
                        "/run/cri-dockerd.sock",
                        "/var/snap/microk8s/common/run/containerd.sock")
                .map(Path::of)
                .<ContainerSource>map(CriSource::new)
                .toList();
    }

    @Override
    public void start(FactSink sink) {
        thread =
                Thread.ofPlatform().name("cri " + socket.getFileName()).daemon().start(() -> run(sink));
    }

    private void run(FactSink sink) {
        try {
            while (!closed) {
                if (!Files.exists(socket)) {
                    health.absent();
                    Thread.sleep(LOOK);
                    continue;
                }
                try (RuntimeSocket runtime = new RuntimeSocket(socket)) {
                    follow(runtime, sink);
                    health.unreachable("the connection ended");
                } catch (StatusRuntimeException failure) {
                    health.unreachable(reason(failure.getStatus()));
                } finally {
                    connection = null;
                }
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException end) {
            health.closed();
        }
    }

    private static String reason(Status status) {
        String description = status.getDescription();
        return description == null || description.isBlank() ? status.getCode().name() : description;
    }

    private void follow(RuntimeSocket runtime, FactSink sink) throws InterruptedException {
        CriConnection made = new CriConnection(runtime, sink, health::failed);
        connection = made;
        made.list();
        backoff.reset();
        health.connected(made.runtime());
        try {
            made.follow();
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
                throw failure;
            }
            while (!closed) {
                Thread.sleep(LOOK);
                made.look();
            }
        }
    }

    @Override
    public void wanted(String containerId) {
        CriConnection now = connection;
        if (now != null) {
            Thread.ofVirtual().name("cri " + containerId).start(() -> now.ask(containerId));
        }
    }

    @Override
    public boolean tellsOfPods() {
        return connection != null;
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
