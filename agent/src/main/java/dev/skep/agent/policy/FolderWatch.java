package dev.skep.agent.policy;

import dev.skep.security.policy.read.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the policies of a folder in force as its files change, until it is closed. The folder may come later, go, and come again. */
public final class FolderWatch implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(FolderWatch.class.getName());

    /** How often it looks for a folder that is not there; and at one that is, in case the kernel lost an event. */
    private static final Duration RARELY = Duration.ofSeconds(2);

    private final PolicyFolder folder;
    private final WatchService changes;
    private final Thread thread;
    private @Nullable WatchKey key;

    private FolderWatch(PolicyFolder folder, WatchService changes) {
        this.folder = folder;
        this.changes = changes;
        thread = Thread.ofPlatform().daemon().name("policy files").unstarted(this::run);
    }

    /**
     * Puts the folder's policies into force, and watches it.
     *
     * @throws IOException if nothing can be watched
     */
    public static FolderWatch start(Path path, PolicyReader reader, PolicyManager manager) throws IOException {
        PolicyFolder folder = new PolicyFolder(path, reader, manager, System::nanoTime);
        FolderWatch watch = new FolderWatch(folder, path.getFileSystem().newWatchService());
        watch.register();
        folder.begin();
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            Duration wait = RARELY;
            while (true) {
                WatchKey happened = changes.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
                if (happened != null) {
                    happened.pollEvents();
                    if (!happened.reset()) {
                        key = null;
                    }
                }
                register();
                wait = folder.look().orElse(RARELY);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void register() {
        WatchKey current = key;
        if ((current == null || !current.isValid()) && Files.isDirectory(folder.path())) {
            try {
                key = folder.path()
                        .register(
                                changes,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_DELETE,
                                StandardWatchEventKinds.ENTRY_MODIFY);
            } catch (IOException unwatchable) {
                LOGGER.log(System.Logger.Level.DEBUG, "watch " + folder.path() + ": " + unwatchable.getMessage());
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            changes.close();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (IOException unusual) {
            LOGGER.log(System.Logger.Level.DEBUG, "end the watch of " + folder.path(), unusual);
        }
    }
}
