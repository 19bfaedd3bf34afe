package dev.skep.cri;

import dev.skep.cri.message.Container;
import dev.skep.cri.message.ContainerEventResponse;
import dev.skep.cri.message.ContainerEventType;
import dev.skep.cri.message.ContainerFilter;
import dev.skep.cri.message.ContainerState;
import dev.skep.cri.message.ContainerStatusRequest;
import dev.skep.cri.message.ContainerStatusResponse;
import dev.skep.cri.message.GetEventsRequest;
import dev.skep.cri.message.ListContainersRequest;
import dev.skep.cri.message.ListPodSandboxRequest;
import dev.skep.cri.message.PodSandbox;
import dev.skep.cri.message.PodSandboxFilter;
import dev.skep.cri.message.RuntimeServiceGrpc;
import dev.skep.cri.message.RuntimeServiceGrpc.RuntimeServiceBlockingStub;
import dev.skep.cri.message.VersionRequest;
import dev.skep.cri.message.VersionResponse;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(CriSource.class.getName());

    private final Path socket;
    private final Set<String> notStarted = ConcurrentHashMap.newKeySet();
    private final Backoff backoff;
    private volatile String state = "starting";
    private volatile boolean closed;
    private volatile @Nullable Connection connection;
    private @Nullable Thread thread;

    private record Connection(RuntimeServiceBlockingStub stub, CriFacts facts, FactSink sink) {}

    /** Asks the runtime behind this socket, which need not be there yet. */
    public CriSource(Path socket) {
        this(socket, new Backoff());
    }

    CriSource(Path socket, Backoff backoff) {
        this.socket = socket;
        this.backoff = backoff;
    }

    /** Those of runtimes whose sockets are where distributions put them. */
    public static List<ContainerSource> ofThisHost() {
        return Stream.of(
                        "/run/containerd/containerd.sock",
                        "/run/crio/crio.sock",
                        "/run/k3s/containerd/containerd.sock",
                        "/run/k0s/containerd.sock",
                        "/run/cri-dockerd.sock",
                        "/var/snap/microk8s/common/run/containerd.sock")
                .map(Path::of)
                .filter(Files::exists)
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
                try (RuntimeSocket runtime = new RuntimeSocket(socket)) {
                    follow(runtime, sink);
                } catch (StatusRuntimeException failure) {
                    state = "not reachable: " + failure.getStatus().getCode();
                } finally {
                    connection = null;
                }
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException end) {
            state = "closed";
        }
    }

    private void follow(RuntimeSocket runtime, FactSink sink) throws InterruptedException {
        RuntimeServiceBlockingStub stub = RuntimeServiceGrpc.newBlockingStub(runtime.channel());
        VersionResponse version =
                timed(stub).version(VersionRequest.newBuilder().setVersion("v1").build());
        CriFacts facts = new CriFacts(CriFacts.runtime(version.getRuntimeName()));
        Connection made = new Connection(stub, facts, sink);
        connection = made;
        list(made);
        backoff.reset();
        state = "connected to " + version.getRuntimeName() + " " + version.getRuntimeVersion();
        try {
            Iterator<ContainerEventResponse> events = stub.getContainerEvents(GetEventsRequest.getDefaultInstance());
            while (events.hasNext()) {
                ContainerEventResponse event = events.next();
                if (event.getContainerEventType() == ContainerEventType.CONTAINER_CREATED_EVENT
                        || event.getContainerEventType() == ContainerEventType.CONTAINER_STARTED_EVENT) {
                    ask(made, event.getContainerId());
                }
            }
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
                throw failure;
            }
            while (!closed) {
                Thread.sleep(LOOK);
                timed(stub).version(VersionRequest.getDefaultInstance());
                for (String id : List.copyOf(notStarted)) {
                    askQuietly(made, id);
                }
            }
        }
    }

    private static RuntimeServiceBlockingStub timed(RuntimeServiceBlockingStub stub) {
        return stub.withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void list(Connection to) {
        Map<String, PodSandbox> sandboxes = new HashMap<>();
        for (PodSandbox sandbox : timed(to.stub)
                .listPodSandbox(ListPodSandboxRequest.getDefaultInstance())
                .getItemsList()) {
            sandboxes.put(sandbox.getId(), sandbox);
            to.sink.container(to.facts.sandbox(sandbox));
        }
        for (Container container : timed(to.stub)
                .listContainers(ListContainersRequest.getDefaultInstance())
                .getContainersList()) {
            PodSandbox sandbox = sandboxes.get(container.getPodSandboxId());
            if (sandbox != null && container.getState() != ContainerState.CONTAINER_EXITED) {
                to.sink.container(to.facts.listed(container, sandbox));
                status(to, container.getId());
            }
        }
    }

    private void status(Connection to, String id) {
        ContainerStatusResponse status = timed(to.stub)
                .containerStatus(ContainerStatusRequest.newBuilder()
                        .setContainerId(id)
                        .setVerbose(true)
                        .build());
        VerboseStatus more = VerboseStatus.of(status.getInfoMap());
        if (more.pid() > 0 || status.getStatus().getState() == ContainerState.CONTAINER_EXITED) {
            notStarted.remove(id);
        } else {
            notStarted.add(id);
        }
        to.sink.container(to.facts.status(status.getStatus(), more));
    }

    /** Asks for a container or a sandbox. */
    private void ask(Connection to, String id) {
        Optional<Container> found = timed(to.stub)
                .listContainers(ListContainersRequest.newBuilder()
                        .setFilter(ContainerFilter.newBuilder().setId(id))
                        .build())
                .getContainersList()
                .stream()
                .findFirst();
        Optional<PodSandbox> sandbox = timed(to.stub)
                .listPodSandbox(ListPodSandboxRequest.newBuilder()
                        .setFilter(PodSandboxFilter.newBuilder()
                                .setId(found.map(Container::getPodSandboxId).orElse(id)))
                        .build())
                .getItemsList()
                .stream()
                .findFirst();
        if (sandbox.isEmpty()) {
            return;
        }
        if (found.isPresent()) {
            to.sink.container(to.facts.listed(found.orElseThrow(), sandbox.orElseThrow()));
            status(to, id);
        } else {
            to.sink.container(to.facts.sandbox(sandbox.orElseThrow()));
        }
    }

    @Override
    public void wanted(String containerId) {
        Connection now = connection;
        if (now != null) {
            Thread.ofVirtual().name("cri " + containerId).start(() -> {
                try {
                    ask(now, containerId);
                } catch (StatusRuntimeException notHere) {
                    state = "asked for " + containerId + ": "
                            + notHere.getStatus().getCode();
                }
            });
        }
    }

    @Override
    public String state() {
        return "cri " + socket + ": " + state;
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
