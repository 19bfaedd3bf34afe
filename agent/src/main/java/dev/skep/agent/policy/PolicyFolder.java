package dev.skep.agent.policy;

import dev.skep.security.policy.read.PolicyReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The policies of a folder: its files {@code *.yaml}, {@code *.yml} and {@code *.json}, not those of folders in it, and none whose name
 * begins with a dot. A file counts when it has not changed for a while, since most are not written at once; so does its absence, since
 * editors remove a file before they write it anew. One that only has another name counts at once. Not for several threads.
 */
final class PolicyFolder {
    /** How long a file has to be the same. */
    static final Duration SETTLED = Duration.ofMillis(300);

    private static final System.Logger LOGGER = System.getLogger(PolicyFolder.class.getName());

    private final Path folder;
    private final PolicyReader reader;
    private final PolicySource source;
    private final LongSupplier clock;
    private final Map<Path, Mark> taken = new HashMap<>();
    private final Map<Path, Pending> pending = new HashMap<>();
    private Set<Path> present = Set.of();
    private String lastError = "";

    /** By what a version of a file is told from another. */
    private record Mark(long size, FileTime modified, Optional<Object> key) {}

    /** A change that may not be the last: what the file is now, or that it is gone. */
    private record Pending(Optional<Mark> mark, long sinceNanos) {}

    /**
     * Nothing is read yet.
     *
     * @param clock nanoseconds
     */
    PolicyFolder(Path folder, PolicyReader reader, PolicyManager manager, LongSupplier clock) {
        this.folder = folder;
        this.reader = reader;
        this.clock = clock;
        source = new PolicySource(manager, origin -> !present.contains(Path.of(origin.where())));
    }

    /** Takes all that there is, without waiting: what is there at the start is not being written. */
    void begin() {
        Map<Path, Mark> files = files();
        present = files.keySet();
        files.forEach(this::take);
    }

    /** Looks what has changed. Answers in how long it has to look again, if it has. */
    Optional<Duration> look() {
        Map<Path, Mark> files = files();
        present = files.keySet();
        Set<Path> paths = new HashSet<>(files.keySet());
        paths.addAll(taken.keySet());
        paths.forEach(path -> note(path, Optional.ofNullable(files.get(path))));
        pending.keySet().retainAll(paths);
        renamed(files);
        // What is new comes before what is gone: a policy that moves from one file to another stays in force.
        settled(true);
        settled(false);
        return pending.isEmpty() ? Optional.empty() : Optional.of(SETTLED.dividedBy(3));
    }

    private void note(Path path, Optional<Mark> now) {
        if (now.equals(Optional.ofNullable(taken.get(path)))) {
            pending.remove(path);
            return;
        }
        Pending known = pending.get(path);
        if (known == null || !known.mark().equals(now)) {
            pending.put(path, new Pending(now, clock.getAsLong()));
        }
    }

    /** A file that was read under a name that is gone now. */
    private void renamed(Map<Path, Mark> files) {
        for (Map.Entry<Path, Mark> old : Map.copyOf(taken).entrySet()) {
            if (!files.containsKey(old.getKey()) && old.getValue().key().isPresent()) {
                files.forEach((path, mark) -> {
                    if (!taken.containsKey(path) && mark.equals(old.getValue())) {
                        take(path, mark);
                        pending.remove(path);
                    }
                });
            }
        }
    }

    private void settled(boolean there) {
        for (Map.Entry<Path, Pending> change : new TreeMap<>(pending).entrySet()) {
            Optional<Mark> mark = change.getValue().mark();
            boolean old = clock.getAsLong() - change.getValue().sinceNanos() >= SETTLED.toNanos();
            if (old && mark.isPresent() == there) {
                pending.remove(change.getKey());
                mark.ifPresentOrElse(now -> take(change.getKey(), now), () -> drop(change.getKey()));
            }
        }
    }

    private void take(Path path, Mark mark) {
        taken.put(path, mark);
        source.changed(PolicyOrigin.file(path.toString()), () -> {
            if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException("everybody may write it; no policies are taken from it");
            }
            return reader.read(path);
        });
    }

    private void drop(Path path) {
        taken.remove(path);
        source.gone(PolicyOrigin.file(path.toString()));
    }

    private Map<Path, Mark> files() {
        Map<Path, Mark> files = new TreeMap<>();
        String error = "";
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, PolicyReader::isPolicyFile)) {
            for (Path path : entries) {
                mark(path).ifPresent(mark -> files.put(path, mark));
            }
        } catch (NoSuchFileException none) {
            // It may come.
            error = "";
        } catch (NotDirectoryException file) {
            error = folder + " is no folder";
        } catch (IOException unreadable) {
            error = folder + ": " + unreadable.getMessage();
        }
        if (!error.isEmpty() && !error.equals(lastError)) {
            LOGGER.log(System.Logger.Level.WARNING, error);
        }
        lastError = error;
        return files;
    }

    /** Symbolic links are followed, as those of Kubernetes' config maps. */
    private static Optional<Mark> mark(Path path) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return file.isRegularFile()
                    ? Optional.of(new Mark(file.size(), file.lastModifiedTime(), Optional.ofNullable(file.fileKey())))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The folder. */
    Path path() {
        return Objects.requireNonNull(folder);
    }
}
