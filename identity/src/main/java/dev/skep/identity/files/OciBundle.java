package dev.skep.identity.files;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.Pod;
import dev.skep.identity.Workload;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.ContainerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The folder that a runtime makes before it starts a container: {@code config.json} of the OCI runtime specification, with the
 * annotations of containerd's CRI plugin (pkg/cri/annotations) or CRI-O (pkg/annotations), and a file with the process id.
 *
 * @param config what is in {@code config.json}
 * @param made when that was written
 * @param pid the first process; 0 before it is there
 */
record OciBundle(JsonTree config, Instant made, int pid) {
    private static final System.Logger LOG = System.getLogger(OciBundle.class.getName());

    /** The file of the specification. */
    static final String CONFIG = "config.json";

    private static final String CONTAINERD = "io.kubernetes.cri.";
    private static final String CRI_O = "io.kubernetes.cri-o.";
    private static final String KUBERNETES = "io.kubernetes.";

    /**
     * Reads a folder.
     *
     * @param pidFiles where the process id may be written
     */
    static OciBundle read(Path folder, List<Path> pidFiles) throws IOException {
        Path config = folder.resolve(CONFIG);
        return new OciBundle(
                JsonTree.read(config), Files.getLastModifiedTime(config).toInstant(), pid(pidFiles));
    }

    private static int pid(List<Path> files) {
        for (Path file : files) {
            try {
                return Integer.parseInt(Files.readString(file).strip());
            } catch (IOException | NumberFormatException notHere) {
                LOG.log(System.Logger.Level.TRACE, "no process id in " + file, notHere);
            }
        }
        return 0;
    }

    Map<String, String> annotations() {
        return config.texts("annotations");
    }

    /** Where the container's group is to be, as the runtime was told. */
    String cgroupsPath() {
        return config.text("linux", "cgroupsPath");
    }

    /** The container by annotations of Kubernetes, or under its id. */
    ContainerFacts facts(String id, ContainerRuntime runtime) {
        String type = first(CONTAINERD + "container-type", CRI_O + "ContainerType");
        String name = type.equals("sandbox")
                ? ContainerFacts.SANDBOX
                : first(CONTAINERD + "container-name", KUBERNETES + "container.name");
        Image image = new Image(
                first(CRI_O + "ImageRef", CRI_O + "Image"), first(CONTAINERD + "image-name", CRI_O + "ImageName"));
        Container container =
                new Container(id, name.isEmpty() ? id : name, image, runtime, made, pid, privileged(), List.of());
        String pod = first(CONTAINERD + "sandbox-name", KUBERNETES + "pod.name");
        if (pod.isEmpty()) {
            return ContainerFacts.of(container);
        }
        return ContainerFacts.of(
                container,
                new Pod(
                        first(CONTAINERD + "sandbox-namespace", KUBERNETES + "pod.namespace"),
                        pod,
                        first(CONTAINERD + "sandbox-uid", KUBERNETES + "pod.uid"),
                        Map.of(),
                        Map.of(),
                        new Workload(pod, "Pod")));
    }

    private String first(String... names) {
        Map<String, String> annotations = annotations();
        for (String name : names) {
            String text = annotations.getOrDefault(name, "");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** The specification has no word for it: nothing of /proc is hidden, and the first process may do everything. */
    private boolean privileged() {
        String said = annotations().getOrDefault("io.podman.annotations.privileged", "");
        if (!said.isEmpty()) {
            return said.equals("TRUE");
        }
        boolean administers = config.items("process", "capabilities", "bounding").stream()
                .anyMatch(capability -> capability.text().equals("CAP_SYS_ADMIN"));
        return administers && config.items("linux", "maskedPaths").isEmpty();
    }
}
