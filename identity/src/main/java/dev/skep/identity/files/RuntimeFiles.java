package dev.skep.identity.files;

import dev.skep.identity.source.ContainerFacts;
import java.io.IOException;
import java.util.Optional;

/** The files of one kind of runtime. */
interface RuntimeFiles {
    /**
     * What they say of a container.
     *
     * @param id its id
     * @throws IOException if a file is there but cannot be read, or is still being written
     */
    Optional<ContainerFacts> find(String id) throws IOException;
}
