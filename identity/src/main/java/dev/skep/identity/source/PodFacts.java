package dev.skep.identity.source;

import dev.skep.identity.Container;
import dev.skep.identity.Pod;
import java.util.List;

/**
 * What Kubernetes knows of a pod.
 *
 * @param pod the pod
 * @param containers its containers as declared; the id is empty until one runs
 */
public record PodFacts(Pod pod, List<Container> containers) {
    /** Copies the list. */
    public PodFacts {
        containers = List.copyOf(containers);
    }

    /**
     * The uid under which kubelet runs a static pod: Kubernetes shows a mirror of it, which has a uid of its own. Empty for others.
     */
    public String staticUid() {
        return pod.annotations().getOrDefault("kubernetes.io/config.hash", "");
    }
}
