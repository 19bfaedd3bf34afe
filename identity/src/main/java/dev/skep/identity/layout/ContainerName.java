package dev.skep.identity.layout;

import dev.skep.identity.ContainerRuntime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How runtimes name the groups of containers. The names come from their sources: containerd's CRI plugin and its fallback with colons
 * where the driver is cgroupfs and the parent is a slice, CRI-O, moby, podman's libpod, nerdctl, runc and crun by themselves.
 *
 * @param pattern of one component of the path; group 1 is the id
 * @param runtime whose it is
 */
record ContainerName(Pattern pattern, ContainerRuntime runtime) {
    private static final String ID = "([0-9a-f]{64})";
    private static final String ANY_ID = "([A-Za-z0-9_][A-Za-z0-9_.+-]*?)";

    /** The first that matches counts. Components that belong to a container's monitor are no container: they match nothing here. */
    private static final List<ContainerName> ALL = List.of(
            name("cri-containerd-" + ID + "(?:\\.scope)?", ContainerRuntime.CONTAINERD),
            name(".*:cri-containerd:" + ID, ContainerRuntime.CONTAINERD),
            name("(?:containerd|nerdctl)-" + ID + "(?:\\.scope)?", ContainerRuntime.CONTAINERD),
            name("crio-" + ID + "(?:\\.scope)?", ContainerRuntime.CRI_O),
            name(".*:crio:" + ID, ContainerRuntime.CRI_O),
            name("docker-" + ID + "(?:\\.scope)?", ContainerRuntime.DOCKER),
            name(".*:docker:" + ID, ContainerRuntime.DOCKER),
            name("libpod-(?:payload-)?" + ID + "(?:\\.scope)?", ContainerRuntime.PODMAN),
            name("runc-" + ANY_ID + "\\.scope", ContainerRuntime.RUNC),
            name("crun-" + ANY_ID + "(?:\\.scope)?", ContainerRuntime.CRUN),
            name(ID, ContainerRuntime.UNKNOWN));

    private static ContainerName name(String pattern, ContainerRuntime runtime) {
        return new ContainerName(Pattern.compile(pattern), runtime);
    }

    /** The container that a component names; {@code parent} is the component above it, which may tell whose it is. */
    static Optional<Found> in(String component, String parent) {
        for (ContainerName name : ALL) {
            Matcher matcher = name.pattern.matcher(component);
            if (matcher.matches()) {
                return Optional.of(new Found(matcher.group(1), name.runtime(parent)));
            }
        }
        return Optional.empty();
    }

    /** moby's cgroupfs driver uses the bare id below {@code docker}, containerd's CRI plugin below {@code k8s.io}. */
    private ContainerRuntime runtime(String parent) {
        if (runtime != ContainerRuntime.UNKNOWN) {
            return runtime;
        }
        return switch (parent) {
            case "docker" -> ContainerRuntime.DOCKER;
            case "k8s.io" -> ContainerRuntime.CONTAINERD;
            default -> ContainerRuntime.UNKNOWN;
        };
    }

    /**
     * A container in a path.
     *
     * @param id its id
     * @param runtime whose it is
     */
    record Found(String id, ContainerRuntime runtime) {}
}
