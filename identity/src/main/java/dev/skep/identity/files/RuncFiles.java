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
 * first program starts, and both are removed after the group.
 */
final class RuncFiles implements RuntimeFiles, AutoCloseable {
    private final List<Path> roots;
    private final ContainerRuntime runtime;
    private final PassingFolders passing;

    /** The folders of state, and which of the two runtimes it is. */
    RuncFiles(List<Path> roots, ContainerRuntime runtime) {
        this.roots = List.copyOf(roots);
        this.runtime = runtime;
        passing = new PassingFolders(roots);
    }

    /** From now on containers are known that come and go between two questions. */
    void watch() {
        passing.watch();
    }

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
     * gone before its state is written, so a folder alone counts until the state says otherwise, and one that was there counts if the group
     * is gone, too.
     */
    ContainerFiles.Guess at(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        ContainerFacts likely = ContainerFacts.of(Container.named(id, id, runtime));
        ContainerFiles.Guess guess = new ContainerFiles.Guess.None();
        passing.look();
        for (Path root : roots) {
            if (isFolderName(id) && Files.isDirectory(root.resolve(id))) {
                try {
                    JsonTree state = state(root.resolve(id));
                    return belongs(state, path)
                            ? new ContainerFiles.Guess.Known(facts(id, state))
                            : new ContainerFiles.Guess.Denied();
                } catch (IOException beingWritten) {
                    return new ContainerFiles.Guess.Likely(likely);
                }
            } else if (isFolderName(id) && passing.made(root.resolve(id))) {
                guess = new ContainerFiles.Guess.Gone(likely);
            }
        }
        return guess;
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

    @Override
    public void close() {
        passing.close();
    }
}
