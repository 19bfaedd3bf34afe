package dev.skep.security.policy.keep;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.PinnableLink;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.GlobalData;
import dev.skep.bpf.pin.FolderLock;
import dev.skep.bpf.pin.FrozenText;
import dev.skep.compiler.LoadedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an agent keeps. Closing it leaves the pins in force and gives up the lock, as the end of the process does. Names have no dots. For
 * one thread at a time.
 */
public final class Pins implements AutoCloseable {
    static final String MANIFEST = "manifest";

    private static final String NEXT = "manifest_next";

    private final Path folder;
    private final FolderLock lock;
    private KeptManifest manifest = KeptManifest.ofThisProcess();

    Pins(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Keeps all that programs are attached to; a part that is done when another fails is to be {@linkplain #remove removed}. */
    public void links(String name, List<LoadedProgram> programs) {
        int number = 0;
        for (LoadedProgram program : programs) {
            for (Link link : program.links()) {
                if (!(link instanceof PinnableLink pinnable)) {
                    throw new IllegalStateException(link.hook() + " cannot be kept");
                }
                pinnable.pin(folder.resolve(name + "_link_" + number++));
            }
        }
    }

    /** Keeps a map. */
    public void map(String name, BpfMap map) {
        map.pin(folder.resolve(name));
    }

    /** Whether something has this name. */
    public boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** Keeps no longer what has this name, or one that begins with it and an underscore. */
    public void remove(String name) {
        delete(file -> file.equals(name) || file.startsWith(name + "_"));
    }

    /** Keeps nothing any more. */
    public void clear() {
        delete(file -> true);
        manifest = manifest.with(List.of(), manifest.marks(), manifest.audiences());
    }

    private void delete(Predicate<String> which) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (which.test(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("remove what is kept in " + folder + ": " + failure.getMessage(), failure);
        }
    }

    /** What it says of itself. */
    public KeptManifest manifest() {
        return manifest;
    }

    /** Says something else of itself, in one step. */
    public void describe(KeptManifest next) {
        if (next.equals(manifest) && has(MANIFEST)) {
            return;
        }
        try (GlobalData text = FrozenText.create("skep_policies", KeptText.write(next))) {
            Files.deleteIfExists(folder.resolve(NEXT));
            text.pin(folder.resolve(NEXT));
            Files.move(folder.resolve(NEXT), folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
            manifest = next;
        } catch (IOException failure) {
            throw new UncheckedIOException("say in " + folder + " what is kept: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try (lock;
                Stream<Path> files = Files.list(folder)) {
            if (files.findFirst().isEmpty()) {
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("end the keeping in " + folder + ": " + failure.getMessage(), failure);
        }
    }
}
