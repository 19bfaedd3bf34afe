package dev.skep.security.policy.keep;

import dev.skep.bpf.pin.BpfFileSystem;
import dev.skep.bpf.pin.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where agents keep policies: {@code /sys/fs/bpf/skep/policies}, which only its owner may look into. In it each agent has a folder with a
 * number, and holds the lock of it as long as it runs.
 */
public final class KeptFolder {
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    private final Path fileSystem;
    private final Path folder;

    /** That of this host. */
    public KeptFolder() {
        this(BpfFileSystem.USUAL);
    }

    /** That of another BPF file system. */
    public KeptFolder(Path fileSystem) {
        this.fileSystem = fileSystem;
        folder = fileSystem.resolve("skep").resolve("policies");
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * Begins to keep.
     *
     * @throws IOException if there is no BPF file system, or what is there is not trusted
     */
    public Pins begin() throws IOException {
        if (!BpfFileSystem.isMounted(fileSystem)) {
            throw new IOException("policies cannot be kept: no BPF file system is mounted at " + fileSystem
                    + " (mount -t bpf -o mode=0700 bpf " + fileSystem + ")");
        }
        make(fileSystem.resolve("skep"));
        make(folder);
        try (FolderLock _ = FolderLock.of(folder)) {
            int number = 1 + numbers().stream().max(Comparator.naturalOrder()).orElse(0);
            Path own = folder.resolve(Integer.toString(number));
            Trust.make(own);
            return new Pins(own, FolderLock.of(own));
        }
    }

    private static void make(Path one) throws IOException {
        if (Files.notExists(one)) {
            Trust.make(one);
        }
        Trust.require(one);
    }

    /**
     * What agents left that do not run any more, the latest first. The caller closes each.
     *
     * @throws IOException if what is there is not trusted, or cannot be read
     */
    public List<Kept> left() throws IOException {
        List<Kept> left = new ArrayList<>();
        if (Files.notExists(folder)) {
            return left;
        }
        require();
        try (FolderLock _ = FolderLock.of(folder)) {
            for (int number : numbers().reversed()) {
                Path one = folder.resolve(Integer.toString(number));
                Trust.require(one);
                FolderLock.tryOf(one).ifPresent(lock -> left.add(new Kept(one, lock)));
            }
            return left;
        } catch (IOException | RuntimeException failure) {
            left.forEach(Kept::close);
            throw failure;
        }
    }

    /** What agents keep that run. */
    public List<KeptManifest> running() throws IOException {
        return manifests(true);
    }

    /** What agents left that do not run any more, only to look at it. */
    public List<KeptManifest> orphaned() throws IOException {
        return manifests(false);
    }

    private List<KeptManifest> manifests(boolean running) throws IOException {
        List<KeptManifest> manifests = new ArrayList<>();
        if (Files.notExists(folder)) {
            return manifests;
        }
        require();
        // Who wants to take over what is left waits meanwhile, and finds nothing locked that is not.
        try (FolderLock _ = FolderLock.of(folder)) {
            for (int number : numbers()) {
                Path one = folder.resolve(Integer.toString(number));
                try (FolderLock lock = FolderLock.tryOf(one).orElse(null)) {
                    if (running == (lock == null)) {
                        Kept.read(one).ifPresent(manifests::add);
                    }
                }
            }
        }
        return manifests;
    }

    private void require() throws IOException {
        Trust.require(fileSystem.resolve("skep"));
        Trust.require(folder);
    }

    private List<Integer> numbers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(NUMBER.asMatchPredicate())
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
    }
}
