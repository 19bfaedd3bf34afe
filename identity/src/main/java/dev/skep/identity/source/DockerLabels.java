package dev.skep.identity.source;

import dev.skep.identity.Container;
import dev.skep.identity.Pod;
import dev.skep.identity.Workload;
import java.util.Map;

/** The labels by which Kubernetes finds its containers in a runtime that knows no pods: kubelet and cri-dockerd put them there. */
public final class DockerLabels {
    private static final String PREFIX = "io.kubernetes.";

    private DockerLabels() {}

    /** The container, with name and pod from its labels where it has such. */
    public static ContainerFacts facts(Container container, Map<String, String> labels) {
        String pod = labels.getOrDefault(PREFIX + "pod.name", "");
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
                new Pod(
                        labels.getOrDefault(PREFIX + "pod.namespace", ""),
                        pod,
                        labels.getOrDefault(PREFIX + "pod.uid", ""),
                        Map.of(),
                        Map.of(),
                        new Workload(pod, "Pod")));
    }
}
