package dev.skep.identity.files;

import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.ContainerFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the files of all runtimes say. Each question reads them anew, which takes well below a millisecond. Used by one thread. */
public final class ContainerFiles implements AutoCloseable {
    private final ContainerdFiles containerd;
    private final List<RuncFiles> bare;
    private final List<RuntimeFiles> all;

    /** Looks into these folders; those that are missing are asked again each time. */
    public ContainerFiles(RuntimeFolders folders) {
        containerd = new ContainerdFiles(folders.containerd());
        bare = List.of(
                new RuncFiles(folders.runc(), ContainerRuntime.RUNC),
                new RuncFiles(folders.crun(), ContainerRuntime.CRUN));
        all = List.of(
                containerd,
                new DockerFiles(folders.docker()),
                new StorageFiles(folders.storage()),
                bare.getFirst(),
                bare.getLast());
    }

    /**
     * Loads the classes that questions need, so that the first container is not named later than the others, and begins to watch for those
     * that come and go between two questions.
     */
    public void prepare() {
        bare.forEach(RuncFiles::watch);
        try {
            JsonTree.read("{\"a\":[\"b\"]}".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        find("0");
        at("/0/0");
    }

    /** What is known of a container whose id is known. */
    public Optional<ContainerFacts> find(String id) {
        for (RuntimeFiles files : all) {
            Optional<ContainerFacts> found = find(files, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<ContainerFacts> find(RuntimeFiles files, String id) {
        try {
            return files.find(id);
        } catch (IOException beingWritten) {
            return Optional.empty();
        }
    }

    /** Whether a group whose path says nothing is a container's. */
    public Guess at(String path) {
        Guess guess = containerd.at(path);
        for (RuncFiles files : bare) {
            if (!(guess instanceof Guess.Known)) {
                Guess next = files.at(path);
                guess = next instanceof Guess.None ? guess : next;
            }
        }
        return guess;
    }

    @Override
    public void close() {
        bare.forEach(RuncFiles::close);
    }

    /** What the files say of a group. */
    public sealed interface Guess {
        /** It is this container. */
        record Known(ContainerFacts facts) implements Guess {}

        /** It is this container unless its files, which are being written, will say otherwise. */
        record Likely(ContainerFacts facts) implements Guess {}

        /** A container of its name has another group. */
        record Denied() implements Guess {}

        /** It was this container, if the group is gone; its files are. */
        record Gone(ContainerFacts facts) implements Guess {}

        /** There are no files of its name. */
        record None() implements Guess {}
    }
}
