package dev.skep.identity.files;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.source.ContainerFacts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bundles of containerd: {@code STATE/io.containerd.runtime.v2.task/NAMESPACE/ID}, written before the container's group is made.
 *
 * @param states folders of its state
 */
record ContainerdFiles(List<Path> states) implements RuntimeFiles {
    private static final String PID_FILE = "init.pid";
    private static final String TASKS = "io.containerd.runtime.v2.task";

    /** Docker's namespace: it names its containers elsewhere. */
    private static final String MOBY = "moby";

    @Override
    public Optional<ContainerFacts> find(String id) throws IOException {
        for (Path state : states) {
            for (Path namespace : folders(state.resolve(TASKS))) {
                Optional<ContainerFacts> found = read(namespace.resolve(id));
                if (found.isPresent() && !namespace.endsWith(MOBY)) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A container whose group is {@code path} because its id and the namespace are the last components of it: what clients other than
     * Kubernetes do. Bundles are removed after the group, so that a group which has none and is gone was a container if it lay below a
     * namespace of containerd.
     */
    ContainerFiles.Guess at(String path) {
        Path group = Path.of(path);
        if (group.getNameCount() < 2) {
            return new ContainerFiles.Guess.None();
        }
        String id = group.getFileName().toString();
        Path namespace = group.getName(group.getNameCount() - 2);
        Container likely = Container.named(id, id, ContainerRuntime.CONTAINERD);
        ContainerFiles.Guess guess = new ContainerFiles.Guess.None();
        for (Path state : states) {
            Path bundles = state.resolve(TASKS).resolve(namespace);
            Path folder = bundles.resolve(id);
            if (Files.exists(folder)) {
                try {
                    OciBundle bundle = OciBundle.read(folder, List.of(folder.resolve(PID_FILE)));
                    return path.endsWith(bundle.cgroupsPath())
                            ? new ContainerFiles.Guess.Known(bundle.facts(id, ContainerRuntime.CONTAINERD))
                            : new ContainerFiles.Guess.Denied();
                } catch (IOException beingRemoved) {
                    return new ContainerFiles.Guess.Likely(ContainerFacts.of(likely));
                }
            } else if (Files.exists(bundles)) {
                guess = new ContainerFiles.Guess.Gone(ContainerFacts.of(likely));
            }
        }
        return guess;
    }

    private static Optional<ContainerFacts> read(Path folder) throws IOException {
        try {
            OciBundle bundle = OciBundle.read(folder, List.of(folder.resolve(PID_FILE)));
            return Optional.of(bundle.facts(folder.getFileName().toString(), ContainerRuntime.CONTAINERD));
        } catch (NoSuchFileException notHere) {
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path above) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(above)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return found;
    }
}
