package dev.skep.identity.kubernetes;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.Pod;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.PodFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a pod object: the specification says what its containers are, the status which of them run. */
final class PodReader {
    private static final List<String> KINDS = List.of("containers", "initContainers", "ephemeralContainers");
    private static final List<String> STATUSES =
            List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    private PodReader() {}

    static PodFacts read(JsonTree object) {
        Pod pod = new Pod(
                object.text("metadata", "namespace"),
                object.text("metadata", "name"),
                object.text("metadata", "uid"),
                object.texts("metadata", "labels"),
                object.texts("metadata", "annotations"),
                Workloads.of(object));
        Map<String, JsonTree> statuses = new HashMap<>();
        for (String kind : STATUSES) {
            object.items("status", kind).forEach(status -> statuses.put(status.text("name"), status));
        }
        List<Container> containers = new ArrayList<>();
        for (String kind : KINDS) {
            for (JsonTree declared : object.items("spec", kind)) {
                JsonTree status = statuses.getOrDefault(declared.text("name"), JsonTree.none());
                containers.add(container(declared, status));
            }
        }
        return new PodFacts(pod, containers);
    }

    private static Container container(JsonTree declared, JsonTree status) {
        String[] id = status.text("containerID").split("://", 2);
        String image = status.text("image");
        List<List<String>> probes = new ArrayList<>();
        for (String probe : PROBES) {
            List<String> command = declared.items(probe, "exec", "command").stream()
                    .map(JsonTree::text)
                    .toList();
            if (!command.isEmpty()) {
                probes.add(command);
            }
        }
        return new Container(
                id.length == 2 ? id[1] : "",
                declared.text("name"),
                new Image(status.text("imageID"), image.isEmpty() ? declared.text("image") : image),
                runtime(id[0]),
                status.time("state", "running", "startedAt"),
                0,
                declared.truth("securityContext", "privileged"),
                probes);
    }

    private static ContainerRuntime runtime(String scheme) {
        for (ContainerRuntime runtime : ContainerRuntime.values()) {
            if (runtime.text().equals(scheme)) {
                return runtime;
            }
        }
        return ContainerRuntime.UNKNOWN;
    }
}
