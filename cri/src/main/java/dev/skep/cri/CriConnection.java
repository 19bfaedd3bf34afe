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
import dev.skep.identity.source.FactSink;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What is asked of a runtime that answers. Every call throws StatusRuntimeException where it does not, unless it says otherwise. */
final class CriConnection {
    private static final System.Logger LOG = System.getLogger(CriConnection.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final RuntimeServiceBlockingStub stub;
    private final FactSink sink;
    private final String runtime;
    private final CriFacts facts;
    private final Consumer<String> failed;
    private final Set<String> notStarted = ConcurrentHashMap.newKeySet();

    /** Asks who it is; {@code failed} is told which questions were asked in vain. */
    CriConnection(RuntimeSocket socket, FactSink sink, Consumer<String> failed) {
        this.sink = sink;
        this.failed = failed;
        stub = RuntimeServiceGrpc.newBlockingStub(socket.channel());
        VersionResponse version =
                timed().version(VersionRequest.newBuilder().setVersion("v1").build());
        runtime = version.getRuntimeName() + " " + version.getRuntimeVersion();
        facts = new CriFacts(CriFacts.runtime(version.getRuntimeName()));
    }

    /** Name and version. */
    String runtime() {
        return runtime;
    }

    private RuntimeServiceBlockingStub timed() {
        return stub.withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells of everything that runs. */
    void list() {
        Map<String, PodSandbox> sandboxes = new HashMap<>();
        for (PodSandbox sandbox : timed().listPodSandbox(ListPodSandboxRequest.getDefaultInstance())
                .getItemsList()) {
            sandboxes.put(sandbox.getId(), sandbox);
            sink.container(facts.sandbox(sandbox));
        }
        for (Container container : timed().listContainers(ListContainersRequest.getDefaultInstance())
                .getContainersList()) {
            PodSandbox sandbox = sandboxes.get(container.getPodSandboxId());
            if (sandbox != null && container.getState() != ContainerState.CONTAINER_EXITED) {
                sink.container(facts.listed(container, sandbox));
                ask(container.getId());
            }
        }
    }

    /** Tells of containers as they are made, for as long as the connection lasts. */
    void follow() {
        Iterator<ContainerEventResponse> events = stub.getContainerEvents(GetEventsRequest.getDefaultInstance());
        while (events.hasNext()) {
            ContainerEventResponse event = events.next();
            if (event.getContainerEventType() == ContainerEventType.CONTAINER_CREATED_EVENT
                    || event.getContainerEventType() == ContainerEventType.CONTAINER_STARTED_EVENT) {
                ask(event.getContainerId());
            }
        }
    }

    /** Sees whether it still answers, and asks for those that had not started when they were told of. */
    void look() {
        timed().version(VersionRequest.getDefaultInstance());
        for (String id : List.copyOf(notStarted)) {
            ask(id);
        }
    }

    /** Tells of a container or a sandbox. One of somebody else, or one that is gone again, is nothing to be told of. */
    void ask(String id) {
        try {
            Optional<Container> container = timed()
                    .listContainers(ListContainersRequest.newBuilder()
                            .setFilter(ContainerFilter.newBuilder().setId(id))
                            .build())
                    .getContainersList()
                    .stream()
                    .findFirst();
            Optional<PodSandbox> sandbox =
                    sandbox(container.map(Container::getPodSandboxId).orElse(id));
            if (container.isPresent() && sandbox.isPresent()) {
                sink.container(facts.listed(container.orElseThrow(), sandbox.orElseThrow()));
                status(id);
            } else {
                sandbox.map(facts::sandbox).ifPresent(sink::container);
            }
        } catch (StatusRuntimeException notHere) {
            notStarted.remove(id);
            LOG.log(System.Logger.Level.DEBUG, () -> "container " + id + ": " + notHere.getStatus());
            if (notHere.getStatus().getCode() != Status.Code.NOT_FOUND) {
                failed.accept("container " + id + ": " + notHere.getStatus().getCode());
            }
        }
    }

    private Optional<PodSandbox> sandbox(String id) {
        return timed()
                .listPodSandbox(ListPodSandboxRequest.newBuilder()
                        .setFilter(PodSandboxFilter.newBuilder().setId(id))
                        .build())
                .getItemsList()
                .stream()
                .findFirst();
    }

    private void status(String id) {
        ContainerStatusResponse status = timed().containerStatus(ContainerStatusRequest.newBuilder()
                .setContainerId(id)
                .setVerbose(true)
                .build());
        VerboseStatus more = VerboseStatus.of(status.getInfoMap());
        boolean started = more.pid() > 0 || status.getStatus().getState() == ContainerState.CONTAINER_EXITED;
        if (started) {
            notStarted.remove(id);
        } else {
            notStarted.add(id);
        }
        sink.container(facts.status(status.getStatus(), more));
    }
}
