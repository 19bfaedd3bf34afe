package dev.skep.identity.source;

import dev.skep.identity.Container;
import dev.skep.identity.Pod;
import java.util.Optional;

/**
 * What one source knows of a container.
 *
 * @param container what it knows; the rest is empty
 * @param pod its pod, as far as the source knows it
 */
public record ContainerFacts(Container container, Optional<Pod> pod) {
    /** The name of the container that only holds a pod's namespaces, as cAdvisor calls it. */
    public static final String SANDBOX = "POD";

    /** Of a container without a pod. */
    public static ContainerFacts of(Container container) {
        return new ContainerFacts(container, Optional.empty());
    }

    /** Of a container in a pod. */
    public static ContainerFacts of(Container container, Pod pod) {
        return new ContainerFacts(container, Optional.of(pod));
    }
}
