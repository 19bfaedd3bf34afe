package dev.skep.drop.live;

import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.pin.BpfFileSystem;
import dev.skep.bpf.pin.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules that outlive the process that made them: a folder for each name in {@code /sys/fs/bpf/skep/drop}, which only root may look into,
 * and in it a link for each device. Who changes them holds the {@linkplain #lock lock}.
 */
public final class DropPins {
    /** What a name may be: bpffs has no dots, and a path is no name. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final Set<PosixFilePermission> ROOT_ALONE = PosixFilePermissions.fromString("rwx------");

    private final Path fileSystem;
    private final Path folder;

    /** The pins of this host. */
    public DropPins() {
        this(BpfFileSystem.USUAL);
    }

    DropPins(Path fileSystem) {
        this.fileSystem = fileSystem;
        folder = fileSystem.resolve("skep").resolve("drop");
    }

    /** Where they are. */
    public Path folder() {
        return folder;
    }

    /** Makes the folder where it is missing, and mounts the file system below it; whether that had to be mounted. */
    public boolean prepare() throws IOException {
        boolean mount = !BpfFileSystem.isMounted(fileSystem);
        if (mount) {
            BpfFileSystem.mount(fileSystem);
        }
        make(fileSystem.resolve("skep"));
        make(folder);
        return mount;
    }

    private static void make(Path one) throws IOException {
        if (!Files.isDirectory(one)) {
            Files.createDirectory(one, PosixFilePermissions.asFileAttribute(ROOT_ALONE));
        }
    }

    /** Whether anything was ever pinned here. */
    public boolean exist() {
        return Files.isDirectory(folder);
    }

    /** The right to change them, and other rules at work. */
    public FolderLock lock() {
        return FolderLock.of(exist() ? folder : fileSystem);
    }

    /** All names, also of what is not at work. */
    public List<String> names() throws IOException {
        if (!exist()) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * Pins rules under the name of their manifest; they are still to begin.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    public void pin(LiveDrop drop) throws IOException {
        Path own = folder.resolve(drop.manifest().name());
        Files.createDirectory(own, PosixFilePermissions.asFileAttribute(ROOT_ALONE));
        try {
            drop.pin(own);
        } catch (RuntimeException failure) {
            remove(drop.manifest().name());
            throw failure;
        }
    }

    /** Whether nothing is in the folder of this name: the process that made it was killed at once. */
    public boolean isEmpty(String name) throws IOException {
        return files(name).isEmpty();
    }

    /** Opens what has this name; empty if nothing has it, or nothing that can be read. */
    public Optional<LiveDrop> open(String name) throws IOException {
        List<XdpLink> links = new ArrayList<>();
        boolean found = false;
        try {
            for (Path file : files(name)) {
                links.add(XdpLink.open(file));
            }
            Optional<LiveDrop> drop = LiveDrops.of(links);
            found = drop.isPresent();
            return drop;
        } catch (IllegalArgumentException foreign) {
            // Something else is pinned there, by hand.
            return Optional.empty();
        } finally {
            if (!found) {
                links.forEach(XdpLink::close);
            }
        }
    }

    private List<Path> files(String name) throws IOException {
        Path own = folder.resolve(name);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(own)) {
            return entries.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    /** Removes a name; what it had attached has been {@linkplain LiveDrop#end ended} before. */
    public void remove(String name) throws IOException {
        for (Path file : files(name)) {
            Files.delete(file);
        }
        Files.deleteIfExists(folder.resolve(name));
    }
}
