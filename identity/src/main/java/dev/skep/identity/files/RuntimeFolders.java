package dev.skep.identity.files;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where runtimes keep their files.
 *
 * @param containerd folders of containerd's state
 * @param storage folders of the storage of CRI-O and Podman
 * @param docker data folders of Docker
 * @param runc folders of runc's state
 * @param crun folders of crun's state
 */
public record RuntimeFolders(
        List<Path> containerd, List<Path> storage, List<Path> docker, List<Path> runc, List<Path> crun) {
    /** Where distributions and Kubernetes' distributions put them. */
    public static final RuntimeFolders USUAL = new RuntimeFolders(
            paths(
                    "/run/containerd",
                    "/run/k3s/containerd",
                    "/run/k0s/containerd",
                    "/run/docker/containerd/daemon",
                    "/var/snap/microk8s/common/run/containerd"),
            paths("/run/containers/storage", "/var/lib/containers/storage"),
            paths("/var/lib/docker", "/var/snap/docker/common/var-lib-docker"),
            paths("/run/runc"),
            paths("/run/crun"));

    /** Copies the lists. */
    public RuntimeFolders {
        containerd = List.copyOf(containerd);
        storage = List.copyOf(storage);
        docker = List.copyOf(docker);
        runc = List.copyOf(runc);
        crun = List.copyOf(crun);
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }
}
