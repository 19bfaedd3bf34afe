package dev.skep.identity.cgroup;

import dev.skep.bpf.program.ProgramInfo;
import dev.skep.identity.Cgroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Changes of the tree by inotify, for hosts where no program may be loaded into the kernel. It is the weaker way: a group that is gone
 * before its folder is looked at was never there, and each group takes a watch.
 */
public final class CgroupWatch implements CgroupChanges {
    private final Hierarchy hierarchy;
    private final WatchService watcher;
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final AtomicLong lost = new AtomicLong();
    private final Map<Path, Cgroup> known = new HashMap<>();
    private final Thread thread;

    private sealed interface Change {
        record Made(Cgroup group) implements Change {}

        record Removed(Cgroup group) implements Change {}

        record Wakeup() implements Change {}
    }

    private CgroupWatch(Hierarchy hierarchy, WatchService watcher) {
        this.hierarchy = hierarchy;
        this.watcher = watcher;
        add(hierarchy.mount());
        changes.clear();
        thread = Thread.ofPlatform().name("cgroup watch").daemon().start(this::watch);
    }

    /** Watches every folder of the tree. */
    public static CgroupWatch start(Hierarchy hierarchy) {
        try {
            return new CgroupWatch(hierarchy, hierarchy.mount().getFileSystem().newWatchService());
        } catch (IOException refused) {
            throw new UncheckedIOException("watch " + hierarchy.mount(), refused);
        }
    }

    /** A folder is watched first and looked at then: what is made in it meanwhile is seen by one of the two. */
    private void add(Path top) {
        CgroupScan.below(hierarchy, top, group -> {
            Path folder = hierarchy.mount().resolve(group.path().substring(1));
            if (known.putIfAbsent(folder, group) == null) {
                register(folder);
                changes.add(new Change.Made(group));
            }
        });
    }

    private void register(Path folder) {
        try {
            folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException goneOrTooMany) {
            lost.incrementAndGet();
        }
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watcher.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    take((Path) key.watchable(), event);
                }
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            changes.add(new Change.Wakeup());
        }
    }

    private void take(Path folder, WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) {
            lost.incrementAndGet();
            return;
        }
        Path child = folder.resolve(name);
        if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE)) {
            add(child);
            return;
        }
        Cgroup gone = known.remove(child);
        if (gone != null) {
            changes.add(new Change.Removed(gone));
        }
    }

    @Override
    public void poll(Duration timeout, Sink sink) {
        try {
            Change change = changes.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            while (change != null) {
                switch (change) {
                    case Change.Made(Cgroup group) -> sink.made(group);
                    case Change.Removed(Cgroup group) -> sink.removed(group);
                    case Change.Wakeup() -> {
                        // Ends the wait.
                    }
                }
                change = changes.poll();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String way() {
        return "inotify, since the kernel refuses the tracepoints";
    }

    @Override
    public List<ProgramInfo> programs() {
        return List.of();
    }

    @Override
    public long lost() {
        return lost.get();
    }

    @Override
    public void wakeup() {
        changes.add(new Change.Wakeup());
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException unusual) {
            throw new UncheckedIOException("close the watch of " + hierarchy.mount(), unusual);
        }
        thread.interrupt();
    }
}
