package dev.skep.identity.files;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.ContainerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The storage that CRI-O and Podman share: {@code ROOT/overlay-containers/ID/userdata/config.json}. Kubernetes' names are annotations
 * there; Podman keeps its own in the list of containers.
 *
 * @param roots folders of storage, permanent and temporary ones
 */
record StorageFiles(List<Path> roots) implements RuntimeFiles {
    private static final String CONTAINERS = "overlay-containers";
    private static final List<String> LISTS = List.of("containers.json", "volatile-containers.json");

    @Override
    public Optional<ContainerFacts> find(String id) throws IOException {
        for (Path root : roots) {
            Path folder = root.resolve(CONTAINERS).resolve(id).resolve("userdata");
            if (Files.exists(folder.resolve(OciBundle.CONFIG))) {
                OciBundle bundle = OciBundle.read(folder, pidFiles(id));
                boolean kubernetes = bundle.annotations().containsKey("io.kubernetes.cri-o.ContainerType");
                ContainerFacts facts = bundle.facts(id, kubernetes ? ContainerRuntime.CRI_O : ContainerRuntime.PODMAN);
                return Optional.of(kubernetes ? facts : named(facts));
            }
        }
        return Optional.empty();
    }

    /** The process id is always among the temporary files, wherever the specification is. */
    private List<Path> pidFiles(String id) {
        return roots.stream()
                .map(root -> root.resolve(CONTAINERS).resolve(id).resolve("userdata/pidfile"))
                .toList();
    }

    private ContainerFacts named(ContainerFacts facts) throws IOException {
        for (Path root : roots) {
            for (String name : LISTS) {
                Path list = root.resolve(CONTAINERS).resolve(name);
                List<JsonTree> entries =
                        Files.exists(list) ? JsonTree.read(list).items() : List.of();
                for (JsonTree entry : entries) {
                    if (entry.text("id").equals(facts.container().id())) {
                        return ContainerFacts.of(named(facts.container(), entry));
                    }
                }
            }
        }
        return facts;
    }

    private static Container named(Container plain, JsonTree entry) throws IOException {
        String metadata = entry.text("metadata");
        JsonTree more = JsonTree.read((metadata.isEmpty() ? "{}" : metadata).getBytes(StandardCharsets.UTF_8));
        List<JsonTree> names = entry.items("names");
        return new Container(
                plain.id(),
                names.isEmpty() ? plain.name() : names.getFirst().text(),
                new Image(entry.text("image"), more.text("image-name")),
                plain.runtime(),
                plain.startTime(),
                plain.pid(),
                plain.privileged(),
                List.of());
    }
}
