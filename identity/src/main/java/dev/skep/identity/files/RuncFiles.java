package dev.skep.identity.files;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.ContainerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of runc or crun: {@code ROOT/ID}. The folder is made before the container's group, the file in it before the container's
 * first program starts.
 *
 * @param roots folders of state
 * @param runtime which of the two
 */
record RuncFiles(List<Path> roots, ContainerRuntime runtime) implements RuntimeFiles {
    @Override
    public Optional<ContainerFacts> find(String id) throws IOException {
        for (Path root : roots) {
            if (isFolderName(id) && Files.isDirectory(root.resolve(id))) {
                return Optional.of(facts(id, state(root.resolve(id))));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the group is that of a container because its id is the last component of the path. The folder of a short container may be
     * gone before its state is written, so a folder alone counts until the state says otherwise.
     */
    ContainerFiles.Guess at(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        for (Path root : roots) {
            if (isFolderName(id) && Files.isDirectory(root.resolve(id))) {
                try {
                    JsonTree state = state(root.resolve(id));
                    return belongs(state, path)
                            ? new ContainerFiles.Guess.Known(facts(id, state))
                            : new ContainerFiles.Guess.Denied();
                } catch (IOException beingWritten) {
                    return new ContainerFiles.Guess.Likely(ContainerFacts.of(Container.named(id, id, runtime)));
                }
            }
        }
        return new ContainerFiles.Guess.None();
    }

    private static boolean belongs(JsonTree state, String path) {
        return state.text("cgroup-path").equals(path)
                || state.texts("cgroup_paths").values().stream().anyMatch(group -> group.endsWith(path));
    }

    private static boolean isFolderName(String id) {
        return !id.isEmpty() && !id.equals(".") && !id.equals("..") && id.indexOf('/') < 0;
    }

    private JsonTree state(Path folder) throws IOException {
        return JsonTree.read(folder.resolve(runtime == ContainerRuntime.CRUN ? "status" : "state.json"));
    }

    private ContainerFacts facts(String id, JsonTree state) {
        Instant created = state.time("created");
        long pid = Math.max(state.number("init_process_pid"), state.number("pid"));
        return ContainerFacts.of(new Container(id, id, Image.UNKNOWN, runtime, created, (int) pid, false, List.of()));
    }
}
