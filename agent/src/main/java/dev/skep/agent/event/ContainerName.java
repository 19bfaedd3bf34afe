package dev.skep.agent.event;

import dev.skep.identity.Container;

/** Ids of containers as Kubernetes writes them: {@code containerd://} and the whole id. */
final class ContainerName {
    private ContainerName() {}

    static String scheme(Container container) {
        return switch (container.runtime()) {
            case CONTAINERD, CRI_O, DOCKER, PODMAN -> container.runtime().text() + "://";
            case RUNC, CRUN, UNKNOWN -> "";
        };
    }
}
