package dev.skep.identity.files;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.KubernetesLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of Docker: {@code ROOT/containers/ID/config.v2.json} and {@code hostconfig.json} (moby's container/container.go), written
 * when a container is made.
 *
 * @param roots its data folders
 */
record DockerFiles(List<Path> roots) implements RuntimeFiles {
    @Override
    public Optional<ContainerFacts> find(String id) throws IOException {
        for (Path root : roots) {
            Path folder = root.resolve("containers").resolve(id);
            if (Files.exists(folder)) {
                return Optional.of(read(id, folder));
            }
        }
        return Optional.empty();
    }

    private static ContainerFacts read(String id, Path folder) throws IOException {
        JsonTree config = JsonTree.read(folder.resolve("config.v2.json"));
        JsonTree host = JsonTree.read(folder.resolve("hostconfig.json"));
        String name = config.text("Name");
        Container container = new Container(
                id,
                name.startsWith("/") ? name.substring(1) : name,
                new Image(config.text("Image"), config.text("Config", "Image")),
                ContainerRuntime.DOCKER,
                config.time("State", "StartedAt"),
                (int) config.number("State", "Pid"),
                host.truth("Privileged"),
                List.of());
        return KubernetesLabels.facts(container, config.texts("Config", "Labels"));
    }
}
