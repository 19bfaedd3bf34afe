package dev.skep.identity.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of folders that were made in some places not long ago, also of those that are gone again: inotify keeps them while nobody has
 * the time to look. Where a place is not there yet, its parent is watched for it; what was in it before that was seen is not known. Used by
 * one thread.
 */
final class PassingFolders implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PassingFolders.class.getName());
    private static final long KEPT_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int MOST = 20_000;

    private final List<Path> places;
    private final Map<WatchKey, Path> watched = new HashMap<>();
    private final Map<Path, Long> made = new LinkedHashMap<>();
    private @Nullable WatchService watcher;

    PassingFolders(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Begins; without inotify nothing is known of what is gone. */
    void watch() {
        try {
            watcher = FileSystems.getDefault().newWatchService();
            places.forEach(this::watch);
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.WARNING, "folders of containers are not watched: " + refused.getMessage());
        }
    }

    private void watch(Path place) {
        if (watched.containsValue(place) || found(place)) {
            return;
        }
        Path parent = place.getParent();
        if (parent != null && !watched.containsValue(parent) && register(parent)) {
            found(place);
        }
    }

    /** A place is watched first and looked at then. */
    private boolean found(Path place) {
        if (!register(place)) {
            return false;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(place)) {
            folders.forEach(this::remember);
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "list " + place, gone);
        }
        return true;
    }

    private boolean register(Path folder) {
        WatchService service = watcher;
        try {
            if (service != null && Files.isDirectory(folder)) {
                watched.put(folder.register(service, StandardWatchEventKinds.ENTRY_CREATE), folder);
                return true;
            }
        } catch (IOException refused) {
            LOG.log(System.Logger.Level.WARNING, "watch " + folder + ": " + refused.getMessage());
        }
        return false;
    }

    /** Takes what inotify has kept. */
    void look() {
        WatchService service = watcher;
        if (service != null) {
            for (WatchKey key = service.poll(); key != null; key = service.poll()) {
                take(key);
            }
        }
    }

    /** Whether this folder in one of the places had been made not long before the last look. */
    boolean made(Path folder) {
        return made.containsKey(folder);
    }

    private void take(WatchKey key) {
        Path above = watched.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (above != null && event.context() instanceof Path name) {
                Path folder = above.resolve(name);
                if (places.contains(above)) {
                    remember(folder);
                } else if (places.contains(folder)) {
                    watch(folder);
                }
            }
        }
        if (!key.reset()) {
            // Removed: it may be made again.
            watched.remove(key);
            places.forEach(this::watch);
        }
    }

    private void remember(Path folder) {
        long now = System.nanoTime();
        made.remove(folder);
        made.put(folder, now);
        Iterator<Long> oldest = made.values().iterator();
        while (oldest.hasNext() && (made.size() > MOST || now - oldest.next() > KEPT_NANOS)) {
            oldest.remove();
        }
    }

    @Override
    public void close() {
        WatchService service = watcher;
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException unusual) {
            LOG.log(System.Logger.Level.WARNING, "end the watch of folders of containers", unusual);
        }
    }
}
