package dev.skep.cri;

import dev.skep.cri.message.Container;
import dev.skep.cri.message.ContainerStatus;
import dev.skep.cri.message.PodSandbox;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.Pod;
import dev.skep.identity.Workload;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.KubernetesLabels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages of the interface as facts. */
final class CriFacts {
    private static final String PREFIX = "io.kubernetes.";
    private static final long NANOS = 1_000_000_000;

    private final ContainerRuntime runtime;

    CriFacts(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    static ContainerRuntime runtime(String name) {
        return switch (name) {
            case "containerd" -> ContainerRuntime.CONTAINERD;
            case "cri-o" -> ContainerRuntime.CRI_O;
            case "docker" -> ContainerRuntime.DOCKER;
            default -> ContainerRuntime.UNKNOWN;
        };
    }

    /** A sandbox is the container that holds the pod's namespaces. */
    ContainerFacts sandbox(PodSandbox sandbox) {
        return ContainerFacts.of(
                new dev.skep.identity.Container(
                        sandbox.getId(),
                        ContainerFacts.SANDBOX,
                        Image.UNKNOWN,
                        runtime,
                        time(sandbox.getCreatedAt()),
                        0,
                        false,
                        List.of()),
                pod(sandbox));
    }

    /** A container of a listing, in its pod. */
    ContainerFacts listed(Container container, PodSandbox sandbox) {
        return ContainerFacts.of(
                new dev.skep.identity.Container(
                        container.getId(),
                        container.getMetadata().getName(),
                        new Image(container.getImageRef(), container.getImage().getImage()),
                        runtime,
                        Instant.EPOCH,
                        0,
                        false,
                        List.of()),
                pod(sandbox));
    }

    /** A container by itself: its labels name the pod where kubelet made it. */
    ContainerFacts status(ContainerStatus status, VerboseStatus more) {
        dev.skep.identity.Container container = new dev.skep.identity.Container(
                status.getId(),
                status.getMetadata().getName(),
                new Image(status.getImageRef(), image(status)),
                runtime,
                time(status.getStartedAt()),
                more.pid(),
                more.privileged(),
                List.of());
        return KubernetesLabels.pod(status.getLabelsMap())
                .map(pod -> ContainerFacts.of(container, pod))
                .orElseGet(() -> ContainerFacts.of(container));
    }

    private static String image(ContainerStatus status) {
        String given = status.getImage().getUserSpecifiedImage();
        return given.isEmpty() ? status.getImage().getImage() : given;
    }

    /** What Kubernetes itself adds to the labels is no label of the pod. */
    private static Pod pod(PodSandbox sandbox) {
        Map<String, String> labels = new HashMap<>(sandbox.getLabelsMap());
        labels.keySet().removeIf(name -> name.startsWith(PREFIX + "pod."));
        String name = sandbox.getMetadata().getName();
        return new Pod(
                sandbox.getMetadata().getNamespace(),
                name,
                sandbox.getMetadata().getUid(),
                labels,
                sandbox.getAnnotationsMap(),
                new Workload(name, "Pod"));
    }

    private static Instant time(long nanos) {
        return nanos <= 0 ? Instant.EPOCH : Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }
}
