package dev.skep.identity;

/** Who made a container. */
public enum ContainerRuntime {
    /** containerd, alone or for Kubernetes. */
    CONTAINERD("containerd"),
    /** CRI-O. */
    CRI_O("cri-o"),
    /** Docker. */
    DOCKER("docker"),
    /** Podman. */
    PODMAN("podman"),
    /** runc without any of the above. */
    RUNC("runc"),
    /** crun without any of the above. */
    CRUN("crun"),
    /** The layout of the control groups says that it is a container, but not whose. */
    UNKNOWN("unknown");

    private final String text;

    ContainerRuntime(String text) {
        this.text = text;
    }

    /** As users write it: {@code cri-o}. */
    public String text() {
        return text;
    }
}
