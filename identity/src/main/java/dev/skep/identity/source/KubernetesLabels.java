package dev.skep.identity.source;

import dev.skep.identity.Container;
import dev.skep.identity.Pod;
import dev.skep.identity.Workload;
import java.util.Map;
import java.util.Optional;

/** The labels by which Kubernetes finds its containers in a runtime: kubelet and cri-dockerd put them there. */
public final class KubernetesLabels {
    private static final String PREFIX = "io.kubernetes.";

    private KubernetesLabels() {}

    /** The container, with name and pod from its labels where it has such. */
    public static ContainerFacts facts(Container container, Map<String, String> labels) {
        Optional<Pod> pod = pod(labels);
        if (pod.isEmpty()) {
            return ContainerFacts.of(container);
        }
        boolean sandbox = labels.getOrDefault(PREFIX + "docker.type", "").equals("podsandbox");
        String name = sandbox ? ContainerFacts.SANDBOX : labels.getOrDefault(PREFIX + "container.name", "");
        return ContainerFacts.of(
                new Container(
                        container.id(),
                        name.isEmpty() ? container.name() : name,
                        container.image(),
                        container.runtime(),
                        container.startTime(),
                        container.pid(),
                        container.privileged(),
                        container.execProbes()),
                pod.get());
    }

    /** The pod that labels of a container name, without what only the pod itself tells: labels, annotations, whose it is. */
    public static Optional<Pod> pod(Map<String, String> labels) {
        String name = labels.getOrDefault(PREFIX + "pod.name", "");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pod(
                        labels.getOrDefault(PREFIX + "pod.namespace", ""),
                        name,
                        labels.getOrDefault(PREFIX + "pod.uid", ""),
                        Map.of(),
                        Map.of(),
                        new Workload(name, "Pod")));
    }
}
